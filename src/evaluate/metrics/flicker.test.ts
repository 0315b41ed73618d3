import { expect, test } from 'vitest';
import { createFlicker } from './flicker.ts';

/** The flicker of one pixel. A frame without a hole there is null. */
function flickerOf(levels: (number | null)[]): number | undefined {
  const flicker = createFlicker(1);
  for (const level of levels) {
    flicker.add(Float64Array.of(level ?? 77), Uint8Array.of(level === null ? 0 : 1));
  }
  return flicker.value();
}

test('a still fill has no flicker', () => {
  expect(flickerOf([90, 90, 90, 90])).toBe(0);
});

test('flicker is the standard deviation over time', () => {
  expect(flickerOf([10, 20, 10, 20])).toBeCloseTo(5, 10);
  expect(flickerOf([1, 2, 3, 4])).toBeCloseTo(Math.sqrt(1.25), 10);
});

test('each stretch in the hole has its own mean, and longer stretches weigh more', () => {
  expect(flickerOf([10, 10, null, 200, 200])).toBe(0);
  expect(flickerOf([10, 20, null, 50, 50, 50])).toBeCloseTo(Math.sqrt(50 / 5), 10);
});

test('single frames in the hole do not count', () => {
  expect(flickerOf([10, null, 20, null])).toBeUndefined();
  expect(flickerOf([10, 20, null, 99])).toBeCloseTo(5, 10);
});

test('flicker is the mean over the pixels that were in the hole', () => {
  const flicker = createFlicker(3);
  for (const level of [0, 8])
    flicker.add(Float64Array.of(level, 50, level), Uint8Array.of(1, 1, 0));
  expect(flicker.value()).toBeCloseTo(2, 10); // 4 and 0
});
