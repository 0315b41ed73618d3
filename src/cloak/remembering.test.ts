// Which fills the plate gets while the room is remembered, including between frames that another strategy handles.
import { expect, test, vi } from 'vitest';
import type { Network } from '../models/network.ts';
import type { Fill } from './fill.ts';
import { createPipeline } from './pipeline.ts';
import { personMask, ROOM, roomPicture } from '../frame/test-room.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import { fakePasses } from './test-fills.ts';
import type { Zone } from './zones.ts';

let shown = roomPicture();
const notify = vi.fn();
vi.mock('../frame/small-picture.ts', async (original) => ({
  ...(await original<object>()),
  createReducer: () => () => shown,
}));

/** A frame at this many tenths of a second. @param enlarged by this factor */
function frameAt(tenths: number, enlarged = 1): VideoFrame {
  const [width, height] = [enlarged * ROOM.width, enlarged * ROOM.height];
  const size = { displayWidth: width, displayHeight: height, visibleRect: { width, height } };
  return { ...size, timestamp: 1e5 * tenths, colorSpace: {} } as VideoFrame;
}

function open() {
  const passes = fakePasses();
  const pipeline = createPipeline({
    canvas: {} as OffscreenCanvas,
    passes,
    generator: { card: { input: { width: 1, height: 1 } } } as Network,
    way: { findsPerson: false, prefills: true, givesMatte: false },
    notify,
  });
  let tenths = 0;
  const show = (left: number, settings = {}, enlarged = 1) => {
    const mask = personMask({ x: left, y: 20, width: 30, height: 80 });
    return pipeline.run(frameAt(tenths++, enlarged), { ...DEFAULT_SETTINGS, ...settings }, mask);
  };
  const learnt = () =>
    passes.plate.observe.mock.calls.flatMap(([, fill]) => (fill ? [fill as Fill] : []));
  return { passes, pipeline, show, learnt };
}

test('a fill made for a single frame never enters the plate', async () => {
  const { passes, show, learnt } = open();
  await show(20);
  await show(20);
  const asked = passes.plate.cut.mock.results.length;
  await show(90, { remember: false });
  const alone = passes.cut.mock.results[0]!.value;
  await show(20);
  await show(20);
  expect(asked).toBeGreaterThan(0);
  expect(learnt().length).toBeGreaterThan(0);
  const inputs = passes.plate.cut.mock.results.map(({ value }) => value);
  for (const { crop } of learnt()) {
    expect(inputs.map((input) => input.crop)).toContain(crop);
    expect(crop).not.toBe(alone.crop);
  }
});

test('every fill is released when the strategy changes, and at the end', async () => {
  const { passes, pipeline, show } = open();
  await show(20);
  await show(20);
  expect(passes.fillCount).toBe(1);
  await show(20, { remember: false });
  expect(passes.fillCount).toBe(1);
  await show(20, { cloak: false });
  expect(passes.fillCount).toBe(0);
  await show(20);
  pipeline.dispose();
  expect(passes.fillCount).toBe(0);
});

test('after a return to this strategy, hidden parts are generated again', async () => {
  const { passes, show } = open();
  for (let i = 0; i < 10; i++) await show(20);
  const asked = passes.plate.cut.mock.calls.length;
  await show(20, { remember: false });
  await show(20);
  expect(passes.plate.cut.mock.calls.length).toBe(asked + 1);
});

test('when the camera shows something else, a notice says that the zones stay', async () => {
  const { pipeline, show } = open();
  const zones: Zone[] = [{ kind: 'stroke', places: [[0.8, 0.2]], radius: 0.05 }];
  for (let i = 0; i < 10; i++) await show(20, { zones });
  shown = roomPicture({ motion: { x: 60, y: 30, angle: 0.3, scale: 1 } });
  await show(20, { zones });
  shown = roomPicture();
  expect(notify).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/camera moved.*zones stay/));
  expect(pipeline.zones).toBe(zones);
});

test('after a lost device the plate is restored from its copy, unless the room has changed', async () => {
  const { passes, pipeline, show } = open();
  const clock = vi.spyOn(performance, 'now');
  const at = (milliseconds: number) => clock.mockReturnValue(milliseconds);
  const lit = { zones: [], texture: false };
  at(0);
  await show(20, lit);
  expect(pipeline.recover()).toBeUndefined();
  await show(20, lit);
  expect(passes.plate.write).not.toHaveBeenCalled();
  for (let i = 0; i < 10; i++) await show(90, lit);
  at(1100);
  await show(90, lit);
  at(3100);
  expect(pipeline.recover()).toBe(2000);
  const asked = passes.plate.cut.mock.calls.length;
  await show(20, lit);
  expect(passes.plate.write).toHaveBeenCalledOnce();
  expect(passes.plate.cut.mock.calls.length).toBe(asked); // everything is known
  pipeline.forget();
  await show(20, lit);
  expect(pipeline.recover()).toBeUndefined();
  clock.mockRestore();
});

test('when the frames get another size, the room is kept, scaled', async () => {
  const { passes, pipeline, show } = open();
  const lit = { zones: [], texture: false };
  for (const left of [20, 20, 90, 90, 90]) await show(left, lit);
  const asked = passes.plate.cut.mock.calls.length;
  await show(20, lit, 2);
  expect(passes.plate.write).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ width: 2 * ROOM.width, height: 2 * ROOM.height }),
  );
  expect(passes.plate.cut.mock.calls.length).toBe(asked); // everything is known
  pipeline.forget();
  await show(20, lit, 1);
  expect(passes.plate.write).toHaveBeenCalledOnce(); // of another source nothing is kept
});

test('if the size changed while the cloak was off, the plate is not read: the passes hold a frame of another size', async () => {
  const { passes, show } = open();
  const lit = { zones: [], texture: false };
  for (const left of [20, 20, 90, 90, 90]) await show(left, lit);
  passes.plate.read.mockClear();
  await show(20, { ...lit, cloak: false }, 2);
  await show(20, lit, 2);
  expect(passes.plate.read).not.toHaveBeenCalled();
  expect(passes.plate.write).not.toHaveBeenCalled();
});

test('a known room is learned from few frames, and from every frame when something is new', async () => {
  const { passes, show } = open();
  const looks = async (frames: number, left: (frame: number) => number) => {
    passes.plate.observe.mockClear();
    for (let i = 0; i < frames; i++) await show(left(i));
    return passes.plate.observe.mock.calls.length;
  };
  shown = roomPicture();
  // At 0.1 s per frame, the plate learns from every second calm frame.
  await looks(20, () => 20);
  expect(await looks(20, () => 20)).toBeLessThan(14);
  // What the person hid comes into view, a piece per frame.
  expect(await looks(20, (i) => 24 + 4 * i)).toBe(20);
});

test('a machine that saves work learns a known room rarely, and more often when something is new', async () => {
  const { passes, show } = open();
  const looks = async (left: (frame: number) => number) => {
    passes.plate.observe.mockClear();
    for (let i = 0; i < 20; i++) await show(left(i), { economy: 'learning' });
    return passes.plate.observe.mock.calls.length;
  };
  shown = roomPicture();
  await looks(() => 20);
  expect(await looks(() => 20)).toBeLessThan(8); // 20 frames are 2 s
  expect(await looks((i) => 24 + 4 * i)).toBeGreaterThan(10);
});
