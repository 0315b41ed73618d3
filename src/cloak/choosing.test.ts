// People who are kept in the picture: how that reaches the passes and the room.
import { expect, test, vi } from 'vitest';
import type { Network } from '../models/network.ts';
import { createPipeline } from './pipeline.ts';
import { personMask, ROOM, roomPicture } from '../frame/test-room.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import { fakePasses } from './test-fills.ts';

const BOX = { x: 60, y: 20, width: 30, height: 80 };
const inBox = (x: number, y: number) =>
  x >= BOX.x && x < BOX.x + BOX.width && y >= BOX.y && y < BOX.y + BOX.height;

const inRed = (x: number, y: number) => (inBox(x, y) ? ([200, 40, 30] as const) : undefined);
const empty = roomPicture();
const occupied = roomPicture({ paint: inRed });
const moved = roomPicture({ paint: inRed, motion: { x: 7, y: 2, angle: 0, scale: 1 } });
let shown = empty;
vi.mock('../frame/frame-pixels.ts', () => ({ readPixels: () => Promise.resolve() }));
vi.mock('../frame/small-picture.ts', async (original) => ({
  ...(await original<object>()),
  createReducer: () => () => shown,
}));

function open() {
  const passes = fakePasses();
  const run = () => personMask(shown === empty ? undefined : BOX);
  const pipeline = createPipeline({
    canvas: {} as OffscreenCanvas,
    passes,
    generator: { card: { input: { width: 1, height: 1 } } } as Network,
    way: { findsPerson: false, prefills: true, givesMatte: false },
    segmenter: { run: () => Promise.resolve(run()), isLost: false, dispose() {} },
  });
  let tenths = 0;
  const { width, height } = ROOM;
  const size = { displayWidth: width, displayHeight: height, visibleRect: { width, height } };
  const show = async (frames: number, settings = {}) => {
    for (let i = 0; i < frames; i++) {
      const frame = { ...size, timestamp: 1e5 * tenths++, colorSpace: {} } as VideoFrame;
      await pipeline.run(frame, { ...DEFAULT_SETTINGS, texture: false, ...settings });
    }
  };
  /** The hole that the passes received last, at the middle of the person. */
  const hole = () => {
    const [person, , hide] = passes.hole.mock.lastCall!;
    const at = 60 * width + 75;
    return {
      mask: person.data[at]!,
      alpha: hide!.data[2 * at]!,
      isLearnt: !hide!.data[2 * at + 1],
    };
  };
  return { pipeline, show, hole };
}

test('kept people are visible in front of a known room and not learned; `everybody` hides them again', async () => {
  const { pipeline, show, hole } = open();
  shown = empty;
  await show(15);
  shown = occupied;
  await show(6);
  expect(hole().mask).toBe(255);
  const [person] = pipeline.mask.people;
  pipeline.mask.choose({ kind: 'keep', ids: person!.ids });
  await show(30); // otherwise they would be learned after 1.2 s
  expect(hole()).toEqual({ mask: 0, alpha: 0, isLearnt: false });
  expect(pipeline.mask.people).toMatchObject([{ isKept: true, isShown: true }]);
  pipeline.mask.choose({ kind: 'everybody' });
  await show(1);
  expect(hole().mask).toBe(255);
  expect(pipeline.room.report()!.seenOfHole).toBe(1); // the room was seen before they came
});

test.each([
  ['another source', (pipeline: ReturnType<typeof open>['pipeline']) => pipeline.forget()],
  ['a moved camera', () => void (shown = moved)],
  ['a closed shutter', undefined],
])('%s hides who was kept', async (_what, happens) => {
  const { pipeline, show, hole } = open();
  shown = occupied;
  await show(6);
  pipeline.mask.choose({ kind: 'keep', ids: pipeline.mask.people[0]!.ids });
  await show(8); // the mask fades
  expect(hole().mask).toBe(0);
  if (happens) happens(pipeline);
  else await show(1, { shutter: true });
  await show(3);
  expect(hole().mask).toBe(255);
});
