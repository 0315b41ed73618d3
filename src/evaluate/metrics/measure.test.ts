import { expect, test } from 'vitest';
import { measureFrame } from './measure.ts';
import { MAX_PSNR } from './psnr.ts';
import { greyPicture, plainPicture } from './test-pictures.ts';

const WIDTH = 64;
const inHole = (x: number) => x >= 20 && x < 36;
const clean = greyPicture(WIDTH, 16, (x, y) => (x * 3 + y * 5) % 120);
const input = greyPicture(WIDTH, 16, (x, y) => (inHole(x) ? 250 : (x * 3 + y * 5) % 120));
const holeAlpha = Uint8Array.from({ length: WIDTH * 16 }, (_, pixel) =>
  inHole(pixel % WIDTH) ? 255 : 0,
);

test('a perfect output is perfect, and the baseline is the untouched input', () => {
  const metrics = measureFrame({ input, output: clean, holeAlpha, clean });
  expect(metrics.holeShare).toBe(0.25);
  expect(metrics.psnrHole).toBe(MAX_PSNR);
  expect(metrics.psnrRing).toBe(MAX_PSNR);
  expect(metrics.ssimHole).toBeCloseTo(1, 9);
  expect(metrics.ssimRing).toBeCloseTo(1, 9);
  expect(metrics.residue).toBe(0);
  expect(metrics.inputPsnrHole).toBeLessThan(10);
  expect(metrics.inputPsnrRing).toBe(MAX_PSNR);
  expect(metrics.inputSsimHole).toBeLessThan(0.5);
});

test('an output that changes nothing scores like the baseline', () => {
  const metrics = measureFrame({ input, output: input, holeAlpha, clean });
  expect(metrics.psnrHole).toBe(metrics.inputPsnrHole);
  expect(metrics.ssimRing).toBe(metrics.inputSsimRing);
  expect(metrics.residue).toBe(1);
});

test('residue is measured where the given person is, not over the hole', () => {
  const output = greyPicture(
    WIDTH,
    16,
    (x, y) => (x < 28 ? clean : input).data[(y * WIDTH + x) * 4]!,
  );
  const person = holeAlpha.map((alpha, pixel) => (alpha && pixel % WIDTH < 28 ? 1 : 0));
  expect(measureFrame({ input, output, holeAlpha, clean }).residue).toBe(0.5);
  expect(measureFrame({ input, output, holeAlpha, clean, person }).residue).toBe(0);
});

test('without a clean picture only the hole can be measured', () => {
  const output = plainPicture(WIDTH, 16, [0, 0, 0]);
  expect(measureFrame({ input, output, holeAlpha })).toEqual({ holeShare: 0.25 });
});
