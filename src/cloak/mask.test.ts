// The mask of a frame: who computes it, and what the strategy gets.
import { expect, test, vi } from 'vitest';
import { personMask, ROOM, roomPicture } from '../frame/test-room.ts';
import type { Segmenter } from '../segmentation/segmenter.ts';
import { createMask, type MaskOptions } from './mask.ts';

const BOX = { x: 60, y: 20, width: 30, height: 80 };
const AT = 60 * ROOM.width + 75; // in the box
const reduce = vi.fn(() => roomPicture());
vi.mock('../frame/frame-pixels.ts', () => ({ readPixels: () => Promise.resolve() }));
vi.mock('../frame/small-picture.ts', async (original) => ({
  ...(await original<object>()),
  createReducer: () => reduce,
}));

function open() {
  const segmenter = {
    run: vi.fn(() => Promise.resolve(personMask(BOX))),
    isLost: false,
    dispose() {},
  };
  const stages: string[] = [];
  const request: MaskOptions = {
    segmenter: segmenter satisfies Segmenter,
    findsThings: true,
    remembered: () => undefined,
    teaches: true,
    waits: false,
    seconds: 0.1,
    apart: 0.1,
    stage: async (name, work) => {
      stages.push(name);
      return await work();
    },
  };
  const size = { displayWidth: ROOM.width, displayHeight: ROOM.height };
  const frame = (timestamp = 0) => ({ ...size, timestamp }) as VideoFrame;
  return { mask: createMask(vi.fn()), segmenter, stages, request, frame };
}

test('the segmenter runs as its own stage', async () => {
  const { mask, segmenter, stages, request, frame } = open();
  const { person, kept, things } = await mask.run(frame(), request);
  expect(segmenter.run).toHaveBeenCalledOnce();
  expect(stages).toEqual(['segment']);
  expect([person.data[AT], kept, things]).toEqual([255, undefined, undefined]);
});

test('the segmenter does not run if the mask is given or people are not looked for', async () => {
  const { mask, segmenter, stages, request, frame } = open();
  const given = await mask.run(frame(), {
    ...request,
    segmenter: undefined,
    given: personMask(BOX),
  });
  expect(given.person.data[AT]).toBe(255);
  const none = await mask.run(frame(), { ...request, segmenter: undefined });
  expect(none.person.data.every((value) => value === 0)).toBe(true);
  expect([segmenter.run.mock.calls.length, stages]).toEqual([0, []]);
});

test('kept people are not in the mask until their track is lost', async () => {
  const { mask, request, frame } = open();
  for (let i = 0; i < 6; i++) await mask.run(frame(1e5 * i), request);
  mask.choose({ kind: 'keep', ids: mask.people[0]!.ids });
  const later = async () => {
    for (let i = 6; i < 16; i++) await mask.run(frame(1e5 * i), request);
    return mask.run(frame(1e5 * 16), request);
  };
  const kept = await later();
  expect([kept.person.data[AT], kept.kept?.[AT]]).toEqual([0, 1]);
  mask.loseTrack();
  const lost = await later();
  expect([lost.person.data[AT], lost.kept]).toEqual([255, undefined]);
});

test('a frame is downscaled only once, and the result is not kept after it', () => {
  const { mask, frame } = open();
  reduce.mockClear();
  const one = frame();
  expect(mask.smallOf(one)).toBe(mask.smallOf(one));
  expect(reduce).toHaveBeenCalledOnce();
  mask.done();
  mask.smallOf(one);
  expect(reduce).toHaveBeenCalledTimes(2);
});
