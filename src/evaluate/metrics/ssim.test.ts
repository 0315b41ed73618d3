// The reference numbers come from scikit-image 0.26: structural_similarity(a, b, gaussian_weights=True, sigma=1.5,
// use_sample_covariance=False, data_range=255, full=True) of the two pictures below.
import { expect, test } from 'vitest';
import { meanOver } from './picture.ts';
import { ssimMap } from './ssim.ts';
import { greyPicture } from './test-pictures.ts';

const WIDTH = 48;
const HEIGHT = 40;
const texture = (x: number, y: number) => (x * 7 + y * 13 + x * y) % 256;
const a = greyPicture(WIDTH, HEIGHT, texture);
const b = greyPicture(
  WIDTH,
  HEIGHT,
  (x, y) => Math.floor((texture(x, y) * 4) / 5) + ((x * 5 + y * 3) % 17),
);

/** 1 for x in left..right-1 and y in top..bottom-1. */
function rectangle(left: number, right: number, top: number, bottom: number): Uint8Array {
  return Uint8Array.from({ length: WIDTH * HEIGHT }, (_, pixel) => {
    const x = pixel % WIDTH;
    const y = Math.floor(pixel / WIDTH);
    return x >= left && x < right && y >= top && y < bottom ? 1 : 0;
  });
}

test('agrees with scikit-image over the picture, over a part, and in the corners', () => {
  const map = ssimMap(a, b);
  expect(meanOver(map, rectangle(0, WIDTH, 0, HEIGHT))).toBeCloseTo(0.9609371204966004, 9);
  expect(meanOver(map, rectangle(10, 30, 8, 24))).toBeCloseTo(0.961653471538096, 9);
  expect(map[0]).toBeCloseTo(0.971823294074234, 9);
  expect(map.at(-1)).toBeCloseTo(0.9703170658064049, 9);
});

test('a picture is equal to itself everywhere', () => {
  for (const value of ssimMap(a, a)) expect(value).toBeCloseTo(1, 9);
});

test('a picture smaller than the window still has a map', () => {
  const tiny = greyPicture(3, 2, texture);
  expect([...ssimMap(tiny, tiny)]).toHaveLength(6);
  for (const value of ssimMap(tiny, tiny)) expect(value).toBeCloseTo(1, 9);
});
