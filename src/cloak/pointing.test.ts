// A thing that the user points at: how that reaches the passes and the room.
import { expect, test, vi } from 'vitest';
import type { Network } from '../models/network.ts';
import { createPipeline } from './pipeline.ts';
import { personMask, ROOM, roomPicture } from '../frame/test-room.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import { fakePasses } from './test-fills.ts';
import type { Way } from '../models/way.ts';

const { width, height } = ROOM;
const GUIDED: Way = { findsPerson: false, prefills: true, givesMatte: false };
const CLASSIC: Way = { findsPerson: true, prefills: false, givesMatte: true };
const AT = [97.5 / width, 58.5 / height] as const;

const roomWith = (left: number) =>
  roomPicture({
    paint: (x, y) => (x >= left && x < left + 14 && y >= 50 && y < 66 ? [200, 50, 30] : undefined),
  });
const furnished = roomWith(90);
let shown = furnished;
vi.mock('../frame/frame-pixels.ts', () => ({ readPixels: () => Promise.resolve() }));
vi.mock('../frame/small-picture.ts', async (original) => ({
  ...(await original<object>()),
  createReducer: () => () => shown,
}));

function open(way = GUIDED) {
  shown = furnished;
  const passes = fakePasses();
  const notify = vi.fn<(sentence: string) => void>();
  const pipeline = createPipeline({
    canvas: { width, height } as OffscreenCanvas,
    passes,
    way,
    notify,
    generator: { card: { input: { width: 1, height: 1 } } } as Network,
    segmenter: { run: () => Promise.resolve(personMask()), isLost: false, dispose() {} },
  });
  let tenths = 0;
  const size = { displayWidth: width, displayHeight: height, visibleRect: { width, height } };
  const show = async (frames: number, settings = {}) => {
    for (let i = 0; i < frames; i++) {
      const frame = { ...size, timestamp: 1e5 * tenths++, colorSpace: {} } as VideoFrame;
      await pipeline.run(frame, { ...DEFAULT_SETTINGS, texture: false, ...settings });
    }
  };
  const maskAt = (x: number) => passes.hole.mock.lastCall![0].data[58 * width + x];
  return { passes, pipeline, show, maskAt, notify };
}

test('the plate forgets the thing, and the generator is called at once', async () => {
  const { passes, pipeline, show, maskAt } = open();
  await show(15);
  expect(passes.generate).not.toHaveBeenCalled();
  pipeline.mask.point({ kind: 'toggle', at: AT });
  await show(1);
  expect(pipeline.mask.things).toHaveLength(1);
  expect(maskAt(97)).toBe(255);
  expect(passes.plate.forgetIn).toHaveBeenCalledOnce();
  const order = ({ mock }: { mock: { invocationCallOrder: number[] } }) =>
    mock.invocationCallOrder.at(-1)!;
  expect(order(passes.plate.forgetIn)).toBeLessThan(order(passes.generate));
  expect(order(passes.plate.forgetIn)).toBeGreaterThan(order(passes.hole));
  expect(passes.generate).toHaveBeenCalledOnce();
  await show(5);
  expect(passes.plate.forgetIn).toHaveBeenCalledOnce();

  for (let left = 90; left >= 40; left -= 5) {
    shown = roomWith(left);
    await show(1);
  }
  expect([maskAt(47), maskAt(97)]).toEqual([255, 0]);
  pipeline.mask.point({ kind: 'show-all' });
  await show(1);
  expect(maskAt(47)).toBe(0);
  expect(pipeline.mask.things).toEqual([]);
});

test('when a thing is restored, the plate forgets what was behind it', async () => {
  const { passes, pipeline, show } = open();
  await show(15);
  pipeline.mask.point({ kind: 'toggle', at: AT });
  await show(1);
  passes.plate.forgetIn.mockClear();
  pipeline.mask.point({ kind: 'toggle', at: AT });
  await show(1);
  expect(passes.plate.forgetIn).toHaveBeenCalledOnce();
  const [parts] = passes.plate.forgetIn.mock.lastCall!;
  const covers = (x: number, y: number) =>
    parts.some(
      (part) =>
        x >= part.x * width &&
        x < (part.x + part.width) * width &&
        y >= part.y * height &&
        y < (part.y + part.height) * height,
    );
  expect([covers(97, 58), covers(40, 58)]).toEqual([true, false]);
  await show(3);
  expect(passes.plate.forgetIn).toHaveBeenCalledOnce();
});

test('a thing removed while the room was not remembered is forgotten once it is', async () => {
  const { passes, pipeline, show, maskAt } = open();
  await show(15);
  pipeline.mask.point({ kind: 'toggle', at: AT });
  await show(2, { remember: false });
  expect(maskAt(97)).toBe(255);
  expect(passes.plate.forgetIn).not.toHaveBeenCalled();
  await show(1);
  expect(passes.plate.forgetIn).toHaveBeenCalledOnce();
});

test('a removed thing survives the shutter, the cloak being off and a lost device, but not a new source', async () => {
  const { pipeline, show, maskAt } = open();
  await show(3);
  pipeline.mask.point({ kind: 'toggle', at: AT });
  await show(1);
  await show(2, { shutter: true });
  await show(2, { cloak: false });
  pipeline.recover();
  await show(1);
  expect(maskAt(97)).toBe(255);
  pipeline.forget();
  await show(1);
  expect(maskAt(97)).toBe(0);
});

test('for a network that finds the person itself, the thing is covered in grey', async () => {
  const { passes, pipeline, show, maskAt } = open(CLASSIC);
  await show(1);
  expect(passes.hole).not.toHaveBeenCalled();
  pipeline.mask.point({ kind: 'toggle', at: AT });
  await show(1);
  expect(maskAt(97)).toBe(255);
  expect(passes.compose).toHaveBeenLastCalledWith(expect.anything(), expect.anything(), true);
});
