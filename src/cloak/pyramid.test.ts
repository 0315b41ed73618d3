// The pyramid's levels and the samples of a crop.
import { expect, test } from 'vitest';
import { cropTaps, pyramidLevels } from './pyramid.ts';

test('levels halve down to one pixel and are stored one after another', () => {
  const levels = pyramidLevels(8, 8);
  expect(levels.map(({ width }) => width)).toEqual([8, 4, 2, 1]);
  expect(levels.map(({ offset }) => offset)).toEqual([0, 64, 80, 84]);
});

test('an odd side ends the pyramid', () => {
  expect(pyramidLevels(12, 8).at(-1)).toEqual({ width: 3, height: 2, offset: 120 });
});

test('a downscaled crop is sampled densely enough, at most four times per axis', () => {
  expect(cropTaps(200, 200, 256, 256)).toBe(1);
  expect(cropTaps(300, 480, 256, 256)).toBe(2);
  expect(cropTaps(4000, 4000, 256, 256)).toBe(4);
});
