import { expect, test } from 'vitest';
import { photoSize, sizeProblem, workingSize } from './photo-size.ts';

test('a photo keeps its size up to 12 megapixels, and its shape above', () => {
  expect(photoSize({ width: 4000, height: 3000 })).toEqual({ width: 4000, height: 3000 });
  const { width, height } = photoSize({ width: 8160, height: 6120 });
  expect(width * height).toBeLessThanOrEqual(12e6);
  expect(width * height).toBeGreaterThan(11.9e6);
  expect(width / height).toBeCloseTo(4 / 3, 2);
});

test('the working size suits the generator, and never enlarges the photo', () => {
  expect(workingSize({ width: 4000, height: 3000 })).toEqual({ width: 1024, height: 768 });
  expect(workingSize({ width: 3000, height: 4000 })).toEqual({ width: 768, height: 1024 });
  expect(workingSize({ width: 640, height: 480 })).toEqual({ width: 640, height: 480 });
});

test.each([
  [
    { width: 12_000, height: 9000 },
    /has 12000 x 9000 pixels: pictures of more than 100 megapixels/,
  ],
  [{ width: 65_535, height: 65_535 }, /not opened/],
  [{ width: 12, height: 400 }, /too few across/],
  [{ width: 8000, height: 40 }, /too few across/], // 5 px at the working size
])('%o cannot be cloaked', (size, why) => {
  expect(sizeProblem(size)).toMatch(why);
});

test('photos of the usual cameras can be cloaked', () => {
  for (const size of [
    { width: 640, height: 480 },
    { width: 8160, height: 6120 },
    { width: 12_000, height: 2500 }, // a panorama
  ]) {
    expect(sizeProblem(size)).toBeUndefined();
  }
});
