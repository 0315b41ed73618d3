// The smooth part of a picture's colours. Borrowed pieces bring only their detail and leave their smooth part behind,
// so that pieces from places in different light join without an edge.
import type { Picture } from './pictures.ts';

/** [height, width, 3], grey levels. */
export type Tone = Float32Array;

/**
 * Approximately a Gaussian mean.
 * @param sigma px
 * @param counts whether a pixel counts; where none nearby does, the tone is 0
 */
export function toneOf(
  { data, width, height }: Picture,
  sigma: number,
  counts: (pixel: number) => boolean,
): Tone {
  const pixels = width * height;
  const share = new Float32Array(pixels);
  for (let pixel = 0; pixel < pixels; pixel++) share[pixel] = counts(pixel) ? 1 : 0;
  const tone = new Float32Array(3 * pixels);
  const plane = new Float32Array(pixels);
  const all = share.slice();
  smooth(all, width, height, sigma);
  for (let c = 0; c < 3; c++) {
    for (let pixel = 0; pixel < pixels; pixel++)
      plane[pixel] = share[pixel]! * data[4 * pixel + c]!;
    smooth(plane, width, height, sigma);
    for (let pixel = 0; pixel < pixels; pixel++) {
      if (all[pixel]! > 1e-4) tone[3 * pixel + c] = plane[pixel]! / all[pixel]!;
    }
  }
  return tone;
}

/**
 * Creates a smoother for planes of one size; it works in place, and what lies outside does not count. @param sigma px
 */
export function createSmoother(
  width: number,
  height: number,
  sigma: number,
): (plane: Float32Array) => Float32Array {
  const all = new Float32Array(width * height).fill(1);
  smooth(all, width, height, sigma);
  return (plane) => {
    smooth(plane, width, height, sigma);
    for (let i = 0; i < plane.length; i++) plane[i]! /= all[i]!;
    return plane;
  };
}

/** Three box means (Wells 1986), in place; outside counts as 0. @param sigma px */
function smooth(plane: Float32Array, width: number, height: number, sigma: number): void {
  const reach = Math.max(1, Math.round((Math.sqrt(4 * sigma * sigma + 1) - 1) / 2));
  const from = new Float32Array(plane.length);
  for (let round = 0; round < 3; round++) {
    from.set(plane);
    for (let y = 0; y < height; y++) along(from, plane, y * width, width, reach);
    from.set(plane);
    down(from, plane, width, height, reach);
  }
}

/** Means along a row. */
function along(from: Float32Array, to: Float32Array, begin: number, width: number, reach: number) {
  let sum = 0;
  for (let x = 0; x < Math.min(width, reach); x++) sum += from[begin + x]!;
  for (let x = 0; x < width; x++) {
    if (x + reach < width) sum += from[begin + x + reach]!;
    if (x - reach > 0) sum -= from[begin + x - reach - 1]!;
    to[begin + x] = sum / (2 * reach + 1);
  }
}

/** Means along all columns, processed row by row to follow the memory layout. */
function down(
  from: Float32Array,
  to: Float32Array,
  width: number,
  height: number,
  reach: number,
): void {
  const sums = new Float32Array(width);
  const add = (y: number, sign: number) => {
    for (let x = 0; x < width; x++) sums[x]! += sign * from[y * width + x]!;
  };
  for (let y = 0; y < Math.min(height, reach); y++) add(y, 1);
  for (let y = 0; y < height; y++) {
    if (y + reach < height) add(y + reach, 1);
    if (y - reach > 0) add(y - reach - 1, -1);
    for (let x = 0; x < width; x++) to[y * width + x] = sums[x]! / (2 * reach + 1);
  }
}
