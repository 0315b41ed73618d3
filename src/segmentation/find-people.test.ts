import { expect, test } from 'vitest';
import type { FramePart } from './far-people.ts';
import { findPeople } from './find-people.ts';

const SIDE = 100;
const frame = { timestamp: 0, displayWidth: SIDE, displayHeight: SIDE } as VideoFrame;

const nobody = { data: new Uint8Array(SIDE * SIDE), width: SIDE, height: SIDE };

/** A segmenter whose looks see these squares, one after the other: left, top, side (px) and how sure. */
function looking(...looks: (readonly [number, number, number, number])[][]) {
  let look = 0;
  return {
    async run() {
      const data = new Uint8Array(SIDE * SIDE);
      for (const [left, top, side, sure] of looks[look++ % looks.length]!) {
        for (let y = top; y < top + side; y++)
          data.fill(sure, y * SIDE + left, y * SIDE + left + side);
      }
      return { data, width: SIDE, height: SIDE };
    },
  };
}

test('two people whom the looks see in turns are both found', async () => {
  const { data } = await findPeople(looking([[10, 10, 20, 240]], [[60, 60, 20, 200]]), frame);
  expect([data[15 * SIDE + 15], data[65 * SIDE + 65], data[50 * SIDE + 50]]).toEqual([240, 200, 0]);
});

test('a large or small thing that it is never sure of is nobody', async () => {
  const { data } = await findPeople(looking([[10, 10, 30, 100]], [[80, 80, 2, 255]]), frame);
  expect(data.every((value) => value === 0)).toBe(true);
});

test('beside somebody, what it is not sure of counts too: it may be their hand', async () => {
  const { data } = await findPeople(
    looking([
      [10, 10, 20, 240],
      [60, 60, 4, 60],
    ]),
    frame,
  );
  expect(data[61 * SIDE + 61]).toBe(60);
});

test('whom the second opinion is sure of is found, and a small blob in which it sees nobody is furniture', async () => {
  const opinion = looking([
    [10, 10, 20, 200],
    [70, 10, 20, 230],
  ]).run();
  const looks = looking([
    [10, 10, 20, 240],
    [50, 60, 8, 200],
    [70, 60, 30, 200],
  ]);
  const { data } = await findPeople(looks, frame, async (_frame, part) =>
    part ? nobody : opinion,
  );
  const values = [data[15 * SIDE + 15], data[15 * SIDE + 75], data[64 * SIDE + 54]];
  expect(values).toEqual([240, 230, 0]);
  expect(data[75 * SIDE + 85]).toBe(200); // may be somebody whom it overlooks
});

test('who is far away is found in a part of the photo', async () => {
  const look = async (_frame: VideoFrame, part?: FramePart) =>
    part?.x === 0 && part.y === 0 ? looking([[30, 30, 6, 250]]).run() : nobody;
  const { data } = await findPeople(looking([]), frame, look);
  // The part's mask is as large as the photo's here, and the part has 0.6 of its sides.
  expect([data[20 * SIDE + 20], data[33 * SIDE + 33]]).toEqual([250, 0]);
});

test('without a second opinion the segmenter counts', async () => {
  const { data } = await findPeople(looking([[10, 10, 20, 240]]), frame, async () => undefined);
  expect(data[15 * SIDE + 15]).toBe(240);
});
