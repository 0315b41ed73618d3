import { afterEach, expect, test, vi } from 'vitest';
import type { FromTexture, ToTexture } from './messages.ts';
import { createTextureStage } from './texture-stage.ts';

/** A worker whose answers the test sends. */
function fakeWorker() {
  const heard: ToTexture[] = [];
  const worker = {
    heard,
    onmessage: undefined as ((event: { data: FromTexture }) => void) | undefined,
    onerror: undefined as ((event: { message: string }) => void) | undefined,
    isEnded: false,
    postMessage: (message: ToTexture) => heard.push(message),
    terminate() {
      worker.isEnded = true;
    },
    say: (data: FromTexture) => worker.onmessage?.({ data }),
  };
  return worker;
}

function open() {
  const workers: ReturnType<typeof fakeWorker>[] = [];
  const stage = createTextureStage(() => {
    workers.push(fakeWorker());
    return workers.at(-1) as unknown as Worker;
  });
  return { stage, workers };
}

const request = () => ({ width: 2, height: 1, room: new Uint8ClampedArray(8) });
const turn = () => new Promise((resolve) => setTimeout(resolve));

afterEach(() => vi.useRealTimers());

test('the worker’s answer is passed on', async () => {
  const { stage, workers } = open();
  const answer = stage.synthesise(request());
  await turn();
  workers[0]!.say({ kind: 'made', pixels: new Uint8ClampedArray([1, 2, 3, 255, 4, 5, 6, 255]) });
  expect([...(await answer)]).toEqual([1, 2, 3, 255, 4, 5, 6, 255]);
});

test('pictures are made one at a time, and the room is forgotten in between', async () => {
  const { stage, workers } = open();
  const first = stage.synthesise(request());
  stage.forget();
  const second = stage.synthesise(request());
  await turn();
  expect(workers[0]!.heard.map(({ kind }) => kind)).toEqual(['synthesise']);
  workers[0]!.say({ kind: 'made', pixels: new Uint8ClampedArray(8) });
  await first;
  await turn();
  await turn();
  expect(workers[0]!.heard.map(({ kind }) => kind)).toEqual(['synthesise', 'forget', 'synthesise']);
  workers[0]!.say({ kind: 'made', pixels: new Uint8ClampedArray(8) });
  await second;
});

test('an aborted request is stopped, and the worker stays', async () => {
  const { stage, workers } = open();
  const giveUp = new AbortController();
  const answer = stage.synthesise(request(), giveUp.signal);
  await turn();
  giveUp.abort();
  expect(workers[0]!.heard.at(-1)).toEqual({ kind: 'stop' });
  workers[0]!.say({ kind: 'stopped' });
  await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  expect(workers[0]!.isEnded).toBe(false);
});

test('a worker that never answers is ended after a timeout, and a new one makes the next picture', async () => {
  vi.useFakeTimers();
  const { stage, workers } = open();
  const answer = stage.synthesise(request());
  const failed = expect(answer).rejects.toThrow('did not come within 30 seconds');
  await vi.advanceTimersByTimeAsync(30_001);
  await failed;
  expect(workers[0]!.isEnded).toBe(true);
  vi.useRealTimers();
  const next = stage.synthesise(request());
  await turn();
  await turn();
  workers[1]!.say({ kind: 'made', pixels: new Uint8ClampedArray(8) });
  expect(await next).toHaveLength(8);
});

test('a failing worker gives the reason', async () => {
  const { stage, workers } = open();
  const answer = stage.synthesise(request());
  await turn();
  workers[0]!.say({ kind: 'failed', sentence: 'No SIMD here.' });
  await expect(answer).rejects.toThrow('No SIMD here.');
  const dead = stage.synthesise(request());
  await turn();
  await turn();
  workers[1]!.onerror!({ message: '' });
  await expect(dead).rejects.toThrow('did not load');
});

test('disposing ends a request in progress', async () => {
  const { stage, workers } = open();
  const answer = stage.synthesise(request());
  await turn();
  stage.dispose();
  await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  expect(workers[0]!.isEnded).toBe(true);
});
