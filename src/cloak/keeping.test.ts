// The copy of the room outside the graphics device: how often it is made, and what happens to it.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createKeeping } from './keeping.ts';
import type { PlatePasses } from './passes.ts';
import type { PlateCopy } from './plate.ts';
import type { KeptWatch, Watch } from './room/watch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const copyOf = (value: number): PlateCopy => ({
  width: 1,
  height: 1,
  data: new Uint8ClampedArray([value, value, value, 255]),
});

function keepingOf() {
  const keeping = createKeeping();
  const read = vi.fn(() => Promise.resolve(copyOf(1)));
  const known: KeptWatch = {
    map: { colour: new Float32Array(3), confidence: new Float32Array(1) },
    learntIn: 100,
  };
  const plate = { read } as unknown as PlatePasses;
  const watch = { keep: () => known } as Watch;
  /** Shows frames for this long, ms. */
  const show = async (milliseconds: number) => {
    for (let i = 0; i < milliseconds; i += 100) {
      keeping.look(plate, watch);
      await vi.advanceTimersByTimeAsync(100);
    }
  };
  return { keeping, read, known, show };
}

test('the room is copied after a second, and every five seconds', async () => {
  const { keeping, read, known, show } = keepingOf();
  await show(900);
  expect(keeping.kept).toBeUndefined();
  await show(1100);
  expect(keeping.kept).toMatchObject({ plate: copyOf(1), watch: known });
  expect(read).toHaveBeenCalledTimes(1);
  await show(15_000);
  expect(read).toHaveBeenCalledTimes(4);
});

test('a failed read keeps the previous copy and its age', async () => {
  const { keeping, read, show } = keepingOf();
  await show(2000);
  const { at } = keeping.kept!;
  read.mockImplementation(() => Promise.reject(new Error('The device is lost.')));
  await show(6000);
  expect(keeping.kept).toMatchObject({ plate: copyOf(1), at });
});

test('while a read hangs, no other starts until the device is replaced', async () => {
  const { keeping, read, show } = keepingOf();
  read.mockReturnValueOnce(new Promise(() => {}));
  await show(20_000);
  expect(read).toHaveBeenCalledTimes(1);
  keeping.lose();
  await show(6000);
  expect(keeping.kept).toBeDefined();
});

test('a copy in progress when the room is forgotten is discarded', async () => {
  const { keeping, read, show } = keepingOf();
  let resolve = (_copy: PlateCopy) => {};
  read.mockReturnValueOnce(new Promise((done) => (resolve = done)));
  await show(2000);
  keeping.forget();
  resolve(copyOf(9));
  await vi.advanceTimersByTimeAsync(1);
  expect(keeping.kept).toBeUndefined();
});
