import { expect, test } from 'vitest';
import { standing } from './bodies/test-bodies.ts';
import type { FramePart } from './far-people.ts';
import { findPeople } from './find-people.ts';

const SIDE = 100;
const frame = { timestamp: 0, displayWidth: SIDE, displayHeight: SIDE } as VideoFrame;

const nobody = { data: new Uint8Array(SIDE * SIDE), width: SIDE, height: SIDE };

/** A segmenter whose successive looks see these squares: left, top, side (px) and confidence. */
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

test('two people seen in alternate looks are both found', async () => {
  const { data } = await findPeople(looking([[10, 10, 20, 240]], [[60, 60, 20, 200]]), frame);
  expect([data[15 * SIDE + 15], data[65 * SIDE + 65], data[50 * SIDE + 50]]).toEqual([240, 200, 0]);
});

test('unsure regions and tiny ones are ignored', async () => {
  const { data } = await findPeople(looking([[10, 10, 30, 100]], [[80, 80, 2, 255]]), frame);
  expect(data.every((value) => value === 0)).toBe(true);
});

test('in a photo with a person, unsure pixels are kept: they may be a hand', async () => {
  const { data } = await findPeople(
    looking([
      [10, 10, 20, 240],
      [60, 60, 4, 60],
    ]),
    frame,
  );
  expect(data[61 * SIDE + 61]).toBe(60);
});

test('the second opinion adds people it is sure of, and removes small blobs in which it sees nobody', async () => {
  const opinion = looking([
    [10, 10, 20, 200],
    [70, 10, 20, 230],
  ]).run();
  const looks = looking([
    [10, 10, 20, 240],
    [50, 60, 8, 200],
    [70, 60, 30, 200],
  ]);
  const { data } = await findPeople(looks, frame, {
    opinion: async (_frame, part) => (part ? nobody : opinion),
    bodies: async () => undefined,
  });
  const values = [data[15 * SIDE + 15], data[15 * SIDE + 75], data[64 * SIDE + 54]];
  expect(values).toEqual([240, 230, 0]);
  expect(data[75 * SIDE + 85]).toBe(200); // may be a person whom it overlooks
});

test('people far away are found in a part of the photo', async () => {
  const opinion = async (_frame: VideoFrame, part?: FramePart) =>
    part?.x === 0 && part.y === 0 ? looking([[30, 30, 6, 250]]).run() : nobody;
  const bodies = async () => undefined;
  const { data } = await findPeople(looking([]), frame, { opinion, bodies });
  // The part's mask is as large as the photo's here, and the part has 0.6 of its sides.
  expect([data[20 * SIDE + 20], data[33 * SIDE + 33]]).toEqual([250, 0]);
});

test('without the other networks only the segmenter counts', async () => {
  const none = async () => undefined;
  const { data } = await findPeople(looking([[10, 10, 20, 240]]), frame, {
    opinion: none,
    bodies: none,
  });
  expect(data[15 * SIDE + 15]).toBe(240);
});

test('what is far from all bodies is furniture, and a body that all others miss is somebody', async () => {
  const looks = looking([[0, 0, 60, 220]]);
  const { data } = await findPeople(looks, frame, {
    opinion: async () => nobody,
    bodies: async () => [standing(0.05, 0.05, 0.2, 0.3), standing(0.7, 0.5, 0.9, 0.98)],
  });
  const values = [data[10 * SIDE + 10], data[55 * SIDE + 55], data[65 * SIDE + 80]];
  expect(values).toEqual([220, 0, 255]);
});

test('a person whom the second opinion is sure of stays, even if no body is seen', async () => {
  const { data } = await findPeople(looking([[0, 0, 60, 220]]), frame, {
    opinion: async (_frame, part) => (part ? nobody : looking([[20, 20, 20, 240]]).run()),
    bodies: async () => [],
  });
  expect([data[30 * SIDE + 30], data[55 * SIDE + 55]]).toEqual([240, 220]);
});

test('a small region is not for the body finder to judge: it overlooks people who are far away', async () => {
  const { data } = await findPeople(looking([[5, 5, 18, 220]]), frame, {
    opinion: async (_frame, part) => (part ? nobody : looking([[5, 5, 5, 100]]).run()),
    bodies: async () => [],
  });
  expect(data[20 * SIDE + 20]).toBe(220);
});
