import { expect, test } from 'vitest';
import { JOINTS, outOfPart, readBodies } from './body.ts';
import { standing } from './test-bodies.ts';

const NUMBERS = 3 * JOINTS.length + 5;
/** A frame of 160 x 120 in the middle of a network's picture of 256 x 192. */
const MIDDLE = { place: { x: 48, y: 36, width: 160, height: 120 }, width: 256, height: 192 };

/** The network's answer: all joints in the picture's middle, and a box. */
function answer(score: number): Float32Array {
  const numbers = new Float32Array(NUMBERS).fill(0.5);
  numbers.set([36 / 192, 48 / 256, 156 / 192, 208 / 256, score], NUMBERS - 5);
  return numbers;
}

test('lengths are shares of the frame, whatever surrounds it in the picture', () => {
  const [body, ...others] = readBodies(answer(0.5), 0.15, MIDDLE);
  expect(others).toEqual([]);
  expect([body!.left, body!.top, body!.right, body!.bottom]).toEqual(
    [0, 0, 1, 1].map((share) => expect.closeTo(share, 5)),
  );
  expect(body!.joints).toHaveLength(JOINTS.length);
  expect(body!.joints[0]).toEqual({
    x: expect.closeTo(0.5, 5),
    y: expect.closeTo(0.5, 5),
    score: 0.5,
  });
});

test('unsure bodies are left out', () => {
  expect(readBodies(answer(0.1), 0.15, MIDDLE)).toEqual([]);
});

test('an answer that contains anything but numbers is an error, not an empty room', () => {
  const broken = answer(0.5);
  broken[7] = NaN;
  expect(() => readBodies(broken, 0.15, MIDDLE)).toThrow('gave no numbers');
});

test('a body in a part is placed in the whole frame', () => {
  const part = { x: 100, y: 0, width: 100, height: 50 };
  const body = outOfPart(standing(0, 0.5, 1, 1), part, { displayWidth: 200, displayHeight: 100 });
  expect([body.left, body.top, body.right, body.bottom]).toEqual([0.5, 0.25, 1, 0.5]);
  expect(body.joints[0]!.x).toBeCloseTo(0.75);
});
