import { expect, test } from 'vitest';
import { createMaskOverTime } from './mask-over-time.ts';
import type { PersonMask } from '../frame/person-mask.ts';

const SIDE = 100;
const at = (x: number, y: number) => y * SIDE + x;

/** A mask with a bar over columns `left` to `right` (exclusive), with this value. */
function bar(left: number, right: number, sure = 255): PersonMask {
  const data = new Uint8Array(SIDE * SIDE);
  for (let y = 0; y < SIDE; y++) data.fill(sure, at(left, y), at(right, y));
  return { data, width: SIDE, height: SIDE };
}

test('the first mask passes unchanged', () => {
  const mask = bar(10, 20, 40);
  expect(createMaskOverTime().run(mask, 1 / 30).data).toEqual(mask.data);
});

test('unsure values count only where a person was', () => {
  const steady = createMaskOverTime();
  steady.run(bar(40, 60), 1 / 30);
  const { data } = steady.run(bar(0, 100, 50), 1);
  expect(data[at(10, 50)]).toBe(0);
  expect(data[at(50, 50)]).toBe(50);
});

test('the mask rises at once and falls slowly', () => {
  const steady = createMaskOverTime();
  steady.run(bar(0, 0), 1 / 30);
  expect(steady.run(bar(40, 60), 1 / 30).data[at(50, 50)]).toBe(255);
  const falling = [1, 2, 3].map(() => steady.run(bar(0, 0), 1 / 30).data[at(50, 50)]!);
  expect(falling[0]).toBeGreaterThan(150);
  expect(falling[0]).toBeLessThan(255);
  expect(falling[2]).toBeLessThan(falling[0]!);
  expect(steady.run(bar(0, 0), 1).data[at(50, 50)]).toBeLessThan(5);
});

test('the mask extends ahead of a moving edge, but not of a still one', () => {
  const steady = createMaskOverTime();
  steady.run(bar(40, 60), 1 / 30);
  const { data } = steady.run(bar(45, 65), 1 / 30);
  expect(data[at(65, 50)]).toBe(255);
  expect(data[at(68, 50)]).toBe(0);
  expect(data[at(39, 50)]).toBe(0);
  expect(steady.run(bar(45, 65), 1).data[at(65, 50)]).toBeLessThan(5);
});

test('a mask of a different size starts afresh', () => {
  const steady = createMaskOverTime();
  steady.run(bar(40, 60), 1 / 30);
  const other = { data: new Uint8Array(4), width: 2, height: 2 };
  expect(steady.run(other, 1 / 30).data).toEqual(other.data);
});
