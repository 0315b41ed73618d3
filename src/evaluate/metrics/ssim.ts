// Structural similarity (Wang, Bovik, Sheikh, Simoncelli, "Image Quality Assessment: From Error
// Visibility to Structural Similarity", 2004), with the paper's constants, as a map per pixel.
import { luma, type Picture } from './picture.ts';

const RADIUS = 5; // a window of 11x11
const SIGMA = 1.5; // px
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;

const WINDOW = gaussian();

function gaussian(): Float64Array {
  const weights = Float64Array.from({ length: 2 * RADIUS + 1 }, (_, index) =>
    Math.exp(-((index - RADIUS) ** 2) / (2 * SIGMA ** 2)),
  );
  const sum = weights.reduce((total, weight) => total + weight);
  return weights.map((weight) => weight / sum);
}

/** Mirrors an index that lies outside: -1 becomes 0, -2 becomes 1, `length` becomes `length - 1`. */
function mirror(index: number, length: number): number {
  const period = 2 * length;
  const inside = ((index % period) + period) % period;
  return inside < length ? inside : period - 1 - inside;
}

/** The window along one axis; `step` and `length` are that axis', in elements. */
function blurAxis(map: Float64Array, step: number, length: number): Float64Array {
  const neighbours = Array.from({ length }, (_, at) =>
    Int32Array.from(WINDOW, (_, tap) => (mirror(at + tap - RADIUS, length) - at) * step),
  );
  const blurred = new Float64Array(map.length);
  for (let at = 0; at < map.length; at++) {
    const offsets = neighbours[Math.floor(at / step) % length]!;
    let sum = 0;
    for (let tap = 0; tap < WINDOW.length; tap++) sum += WINDOW[tap]! * map[at + offsets[tap]!]!;
    blurred[at] = sum;
  }
  return blurred;
}

function blur(map: Float64Array, width: number, height: number): Float64Array {
  return blurAxis(blurAxis(map, 1, width), width, height);
}

/**
 * SSIM per pixel, `[height, width]`, -1..1 (1 = equal), on luma 0..255 with a Gaussian window and
 * population (not sample) variances; borders are mirrored. Both pictures have the same size.
 */
export function ssimMap(picture: Picture, reference: Picture): Float64Array {
  const { width, height } = picture;
  const a = luma(picture);
  const b = luma(reference);
  const meanA = blur(a, width, height);
  const meanB = blur(b, width, height);
  const squareA = blur(
    a.map((value) => value * value),
    width,
    height,
  );
  const squareB = blur(
    b.map((value) => value * value),
    width,
    height,
  );
  const product = blur(
    a.map((value, pixel) => value * b[pixel]!),
    width,
    height,
  );

  return meanA.map((muA, pixel) => {
    const muB = meanB[pixel]!;
    const varianceA = squareA[pixel]! - muA * muA;
    const varianceB = squareB[pixel]! - muB * muB;
    const covariance = product[pixel]! - muA * muB;
    return (
      ((2 * muA * muB + C1) * (2 * covariance + C2)) /
      ((muA * muA + muB * muB + C1) * (varianceA + varianceB + C2))
    );
  });
}
