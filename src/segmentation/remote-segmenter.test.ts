import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRemoteSegmenter } from './remote-segmenter.ts';
import type { FromSegmenter, ToSegmenter } from './segmenter-messages.ts';

let contextIsLost = false;
let answers: (message: ToSegmenter) => FromSegmenter | undefined;
const asked: ToSegmenter[] = [];

class FakeWorker {
  onmessage?: (event: { data: FromSegmenter }) => void;
  terminate = vi.fn();
  postMessage(message: ToSegmenter) {
    asked.push(message);
    const data = answers(message);
    if (data) queueMicrotask(() => this.onmessage?.({ data }));
  }
}

/** Every mask contains the frame's number. */
function maskAll(message: ToSegmenter): FromSegmenter {
  if (message.kind === 'start') return { kind: 'started' };
  if (message.kind === 'load') return { kind: 'loaded' };
  const { timestamp } = message.frame;
  return { kind: 'mask', mask: { data: new Uint8Array([timestamp]), width: 1, height: 1 } };
}

function frameOf(timestamp: number): VideoFrame {
  return { timestamp, clone: () => ({ timestamp, close: vi.fn() }) } as unknown as VideoFrame;
}

const runs = () => asked.filter(({ kind }) => kind === 'run').length;

beforeEach(() => {
  contextIsLost = false;
  answers = maskAll;
  asked.length = 0;
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal(
    'OffscreenCanvas',
    class extends EventTarget {
      getContext = () => ({ isContextLost: () => contextIsLost, getExtension: () => null });
    },
  );
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('a frame that was started ahead is masked once, even if others come in between', async () => {
  const segmenter = await createRemoteSegmenter();
  const [one, other] = [frameOf(1), frameOf(2)];
  segmenter.ahead!(one);
  segmenter.ahead!(other);
  expect([...(await segmenter.run(one)).data]).toEqual([1]);
  expect([...(await segmenter.run(other)).data]).toEqual([2]);
  expect(runs()).toBe(2);
});

test('a mask is handed out only once: running the same frame again masks it again', async () => {
  const segmenter = await createRemoteSegmenter();
  const frame = frameOf(1);
  segmenter.ahead!(frame);
  const first = await segmenter.run(frame);
  expect(await segmenter.run(frame)).not.toBe(first);
  expect(runs()).toBe(2);
});

test('an error while working ahead is reported when the frame is run', async () => {
  const segmenter = await createRemoteSegmenter();
  answers = () => ({ kind: 'failed', sentence: 'No memory.' });
  const frame = frameOf(1);
  segmenter.ahead!(frame);
  await expect(segmenter.run(frame)).rejects.toThrow('No memory.');
});

test('a segmenter that never answers fails after a timeout', async () => {
  const segmenter = await createRemoteSegmenter();
  answers = () => undefined;
  vi.useFakeTimers();
  const coming = expect(segmenter.run(frameOf(1))).rejects.toThrow('The segmenter stopped working');
  await vi.advanceTimersByTimeAsync(10_000);
  await coming;
});

test('if LiteRT never starts, MediaPipe finds people in another worker', async () => {
  vi.useFakeTimers();
  const opened: FakeWorker[] = [];
  vi.stubGlobal(
    'Worker',
    class extends FakeWorker {
      constructor() {
        super();
        opened.push(this);
      }
    },
  );
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
  answers = (message) =>
    message.kind === 'load' && message.runtime === 'litert' ? undefined : maskAll(message);
  const coming = createRemoteSegmenter();
  await vi.advanceTimersByTimeAsync(62_000);
  const segmenter = await coming;
  expect([...(await segmenter.run(frameOf(1))).data]).toEqual([1]);
  expect(opened).toHaveLength(2);
  expect(opened[0]!.terminate).toHaveBeenCalled();
  expect(opened[1]!.terminate).not.toHaveBeenCalled();
  expect(warned).toHaveBeenCalledOnce();
});

test('a segmenter that fails to load gives its own reason', async () => {
  answers = (message) =>
    message.kind === 'start' ? { kind: 'started' } : { kind: 'failed', sentence: 'Not found.' };
  await expect(createRemoteSegmenter()).rejects.toThrow('Not found.');
});

test('a lost graphics context ends the segmenter', async () => {
  const segmenter = await createRemoteSegmenter();
  contextIsLost = true;
  expect(segmenter.isLost).toBe(true);
  await expect(segmenter.run(frameOf(1))).rejects.toThrow('lost its graphics context');
});
