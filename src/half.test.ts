import { expect, test } from 'vitest';
import { fromHalf, toHalf } from './half.ts';

test.each([
  [0, 0x0000],
  [1, 0x3c00],
  [-2, 0xc000],
  [0.5, 0x3800],
  [65504, 0x7bff],
  [1e6, 0x7c00],
  [1 / 3, 0x3555],
  [2047.5 / 2048, 0x3c00],
  [1e-6, 0x0000],
])('%f is %i', (value, half) => expect(toHalf(value)).toBe(half));

test.each([0, 1, -2, 0.5, 65504, Infinity])('%f comes back', (value) => {
  expect(fromHalf(toHalf(value))).toBe(value);
});

test('subnormal numbers and NaN are read too', () => {
  expect(fromHalf(0x0001)).toBe(2 ** -24);
  expect(fromHalf(0x7e00)).toBeNaN();
});
