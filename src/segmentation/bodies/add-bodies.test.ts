import { expect, test } from 'vitest';
import { addBodies, withBodies } from './add-bodies.ts';
import type { SeenBody } from './bodies.ts';
import { standing } from './test-bodies.ts';

const SIDE = 50;

/** A grey picture that is white from a column on. */
function picture(white = SIDE) {
  const data = new Uint8ClampedArray(4 * SIDE * SIDE).map((_, i) =>
    Math.floor(i / 4) % SIDE >= white ? 255 : 100,
  );
  return { data, width: SIDE, height: SIDE };
}

const empty = () => ({ data: new Uint8Array(SIDE * SIDE), width: SIDE, height: SIDE });
const seen = (score: number): SeenBody => ({
  ...standing(0.3, 0.1, 0.7, 0.9, score),
  picture: picture(),
  at: 0,
});
const chest = 17 * SIDE + 25;

test('somebody whom the mask lacks is added, and the mask itself stays', () => {
  const mask = empty();
  expect(withBodies(mask, [seen(0.4)], picture(), 0).data[chest]).toBe(255);
  expect(mask.data[chest]).toBe(0);
});

test('unsure bodies add nothing', () => {
  const mask = empty();
  expect(withBodies(mask, [seen(0.2)], picture(), 0)).toBe(mask);
});

test('the mask of somebody who is in it is better than the shape of their joints', () => {
  const mask = { ...empty(), data: empty().data.fill(200) };
  expect(withBodies(mask, [seen(0.8)], picture(), 0)).toBe(mask);
});

test('an older body counts only where nothing has changed', () => {
  const later = (timestamp: number) => withBodies(empty(), [seen(0.4)], picture(20), timestamp);
  expect(later(0.2e6).data[chest]).toBe(255);
  expect(later(1e6).data[chest]).toBe(0);
  expect(later(1e6).data[17 * SIDE + 17]).toBe(255);
});

test('in a single picture bodies are added likewise', () => {
  const mask = empty();
  addBodies(mask, [standing(0.3, 0.1, 0.7, 0.9)]);
  expect(mask.data[chest]).toBe(255);
});
