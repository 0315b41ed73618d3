// The finder beside the segmenter: when it is asked, and what happens when it fails.
import { afterEach, expect, test, vi } from 'vitest';
import type { Finder } from './finder.ts';
import type { Remembered } from './finder-planes.ts';
import { createPeople } from './people.ts';
import type { PersonMask } from './person-mask.ts';

const frame = {} as VideoFrame;
const mask = (...data: number[]): PersonMask => ({
  ...{ data: Uint8Array.from(data), width: data.length, height: 1 },
});
const segmenter = { run: () => mask(255, 0, 0, 0), dispose() {} };
const room: Remembered = {
  ...{ width: 4, height: 1, seenFrom: 0.2 },
  room: new Float32Array(12).fill(100),
  confidence: new Float32Array(4).fill(1),
  frame: new Uint8ClampedArray(16).fill(100),
};

function people(run: Finder['run']) {
  const notify = vi.fn();
  const dispose = vi.fn();
  const both = createPeople(notify);
  both.setFinder({ run, dispose });
  return { both, notify, dispose };
}

afterEach(() => {
  vi.useRealTimers();
});

test('both find people where the room is known', async () => {
  const { both } = people(async () => mask(200, 0, 0, 240));
  expect([...(await both.run(frame, segmenter, room)).data]).toEqual([255, 0, 0, 240]);
});

test('the finder is asked with the mask of the frame before, until another source follows', async () => {
  const run = vi.fn<Finder['run']>(async () => mask(200, 0, 0, 240));
  const { both } = people(run);
  const first = await both.run(frame, segmenter, room);
  await both.run(frame, segmenter, room);
  both.reset();
  await both.run(frame, segmenter, room);
  expect(run.mock.calls.map(([, , previous]) => previous)).toEqual([undefined, first, undefined]);
});

test('without a room, or before another one, the finder is not asked', async () => {
  const run = vi.fn<Finder['run']>(async () => mask(0, 0, 0, 255));
  const { both } = people(run);
  const changed = { ...room, frame: new Uint8ClampedArray(16).fill(250) };
  for (const remembered of [undefined, changed]) {
    expect([...(await both.run(frame, segmenter, remembered)).data]).toEqual([255, 0, 0, 0]);
  }
  expect(run).not.toHaveBeenCalled();
});

test('a finder that fails is left out, and that is said once', async () => {
  const run = vi.fn<Finder['run']>(async () => {
    throw new Error('Its worker is gone.');
  });
  const { both, notify, dispose } = people(run);
  for (let i = 0; i < 3; i++) {
    expect([...(await both.run(frame, segmenter, room)).data]).toEqual([255, 0, 0, 0]);
  }
  expect(run).toHaveBeenCalledOnce();
  expect(dispose).toHaveBeenCalledOnce();
  expect(notify.mock.calls).toEqual([
    ['People are found by the segmenter alone: Its worker is gone.'],
  ]);
});

test('a finder that hangs is waited for no longer than two seconds', async () => {
  vi.useFakeTimers();
  const { both, notify } = people(() => new Promise(() => {}));
  const coming = both.run(frame, segmenter, room);
  await vi.advanceTimersByTimeAsync(2100);
  expect([...(await coming).data]).toEqual([255, 0, 0, 0]);
  expect(notify).toHaveBeenCalledOnce();
});

test('a finder that comes too late is disposed of at once', () => {
  const both = createPeople(() => {});
  both.dispose();
  const dispose = vi.fn();
  both.setFinder({ run: async () => mask(0), dispose });
  expect(dispose).toHaveBeenCalledOnce();
});
