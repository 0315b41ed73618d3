import { expect, test } from 'vitest';
import { MAX_PSNR, psnr } from './psnr.ts';
import { plainPicture } from './test-pictures.ts';

const everywhere = new Uint8Array(4).fill(1);

test('the same difference everywhere gives the textbook value', () => {
  const value = psnr(
    plainPicture(2, 2, [110, 60, 200]),
    plainPicture(2, 2, [100, 50, 210]),
    everywhere,
  );
  expect(value).toBeCloseTo(20 * Math.log10(255 / 10), 10); // 28.13 dB
});

test('the error is the mean over the three channels, and alpha does not count', () => {
  const reference = plainPicture(2, 2, [100, 50, 210]);
  const picture = plainPicture(2, 2, [130, 50, 210]);
  picture.data[3] = 0;
  expect(psnr(picture, reference, everywhere)).toBeCloseTo(10 * Math.log10(255 ** 2 / 300), 10);
});

test('only the region counts', () => {
  const reference = plainPicture(2, 2, [0, 0, 0]);
  const picture = plainPicture(2, 2, [0, 0, 0]);
  picture.data.set([255, 255, 255], 4);
  expect(psnr(picture, reference, Uint8Array.of(1, 0, 1, 1))).toBe(MAX_PSNR);
  expect(psnr(picture, reference, Uint8Array.of(0, 1, 0, 0))).toBe(0);
  expect(psnr(picture, reference, new Uint8Array(4))).toBeUndefined();
});
