// How the masks of the segmenter and the finder are joined.
import { expect, test } from 'vitest';
import type { Remembered } from './finder-planes.ts';
import { isAsRemembered, joinMasks, knownRoom, sampled } from './joint-mask.ts';

const mask = (...data: number[]) => ({
  data: Uint8Array.from(data),
  width: data.length,
  height: 1,
});

test('where the room is known, both find people', () => {
  const joint = joinMasks(mask(0, 200, 0, 0), mask(220, 90, 0, 0), mask(255, 255, 255, 255));
  expect([...joint.data]).toEqual([220, 200, 0, 0]);
});

test('where the room is known, the finder can rule people out', () => {
  expect([...joinMasks(mask(250, 250), mask(10, 200), mask(255, 255)).data]).toEqual([10, 250]);
});

test('where nothing is known, the segmenter alone counts', () => {
  const joint = joinMasks(mask(250, 0, 0, 0), mask(0, 250, 250, 0), mask(0, 0, 255, 255));
  expect([...joint.data]).toEqual([250, 0, 250, 0]);
});

test('if the finder’s mask is of an earlier frame, it rules people out only where the room shows', () => {
  const [segmented, found, known] = [mask(250, 250), mask(10, 10), mask(255, 255)];
  expect([...joinMasks(segmented, found, known, { empty: mask(255, 0) }).data]).toEqual([10, 250]);
});

test('a finder that takes most of the frame for people is ignored', () => {
  const all = mask(...Array<number>(10).fill(255));
  const segmented = mask(255, 255, 0, 0, 0, 0, 0, 0, 0, 0);
  expect(joinMasks(segmented, all, all)).toBe(segmented);
});

test('masks of different sizes become one of the larger size', () => {
  const joint = joinMasks(mask(200, 200, 200, 0), mask(0, 240), mask(255));
  expect(joint.width).toBe(4);
  expect(joint.data[3]).toBe(240);
});

test('a mask of the right size is used as it is', () => {
  const one = mask(1, 2, 3);
  expect(sampled(one, 3, 1)).toBe(one.data);
});

function remembered(frame: (pixel: number) => number, confidence = 1): Remembered {
  const [width, height] = [10, 10];
  return {
    width,
    height,
    seenFrom: 0.2,
    room: new Float32Array(300).fill(100),
    confidence: new Float32Array(100).fill(confidence),
    frame: Uint8ClampedArray.from({ length: 400 }, (_, i) => frame(Math.floor(i / 4))),
  };
}

test('a person in front leaves the room as remembered; different light or an unknown room does not', () => {
  expect(isAsRemembered(remembered((pixel) => (pixel < 30 ? 200 : 105)))).toBe(true);
  expect(isAsRemembered(remembered(() => 180))).toBe(false);
  expect(isAsRemembered(remembered(() => 100, 0.1))).toBe(false);
  expect([...knownRoom(remembered(() => 100, 0.1)).data].every((value) => value === 0)).toBe(true);
});
