// A person in the remembered room who is no longer in the frame.
import { expect, test } from 'vitest';
import { findGhosts, mayHoldGhosts } from './ghosts.ts';
import type { PersonMask } from '../frame/person-mask.ts';

const [WIDTH, HEIGHT] = [40, 30];

/** Boxes of uniform value: left, top, right, bottom, value. */
function mask(...boxes: [number, number, number, number, number][]): PersonMask {
  const data = new Uint8Array(WIDTH * HEIGHT);
  for (const [left, top, right, bottom, value] of boxes) {
    for (let y = top; y < bottom; y++) data.fill(value, y * WIDTH + left, y * WIDTH + right);
  }
  return { data, width: WIDTH, height: HEIGHT };
}

const NOBODY = mask();
const at = (ghosts: PersonMask | undefined, x: number, y: number) =>
  ghosts?.data[y * WIDTH + x] ?? 0;

test('only a person whom the room shows more clearly than the frame is a ghost', () => {
  const found = mask([2, 5, 10, 25, 195], [20, 5, 28, 25, 220]);
  const inRoom = mask([2, 5, 10, 25, 235], [20, 5, 28, 25, 150]);
  const ghosts = findGhosts(found, inRoom, NOBODY);
  expect(at(ghosts, 5, 10)).toBe(255);
  expect(at(ghosts, 24, 10)).toBe(0);
});

test('a person equally likely in room and frame is not a ghost, and stays hidden', () => {
  const both = mask([2, 5, 10, 25, 220]);
  expect(findGhosts(both, both, NOBODY)).toBeUndefined();
});

test('a person whom the segmenter sees is real', () => {
  const found = mask([2, 5, 10, 25, 150]);
  const inRoom = mask([2, 5, 10, 25, 250]);
  expect(findGhosts(found, inRoom, mask([2, 5, 10, 25, 200]))).toBeUndefined();
  expect(mayHoldGhosts(found, mask([2, 5, 10, 25, 200]))).toBe(false);
  expect(mayHoldGhosts(found, NOBODY)).toBe(true);
});

test('a region is judged as a whole: a weak spot in a real person is not a ghost', () => {
  const found = mask([2, 5, 10, 25, 230], [4, 10, 6, 12, 110]);
  const inRoom = mask([4, 10, 6, 12, 240]);
  expect(findGhosts(found, inRoom, NOBODY)).toBeUndefined();
});
