// The smooth part of a picture's colours. What is borrowed brings its detail alone: its smooth part stays where it is from,
// and gives way to that of what the texture voted for. So pieces from places of other light join without an edge.
import type { Picture } from '../texture/pictures.ts';

/** [height, width, 3], grey levels. */
export type Tone = Float32Array;

/** Detail is what is smaller than this share of the longer side. */
const SIGMA = 5 / 1280;
/** px of the working size. */
const LEAST_SIGMA = 2;

/**
 * About a Gaussian mean.
 * @param counts whether a pixel counts; where none near does, the tone is 0
 */
export function toneOf({ data, width, height }: Picture, counts: (pixel: number) => boolean): Tone {
  const pixels = width * height;
  const sigma = Math.max(LEAST_SIGMA, SIGMA * Math.max(width, height));
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

/** Three means over boxes (Wells 1986), in place; outside there is nothing. @param sigma px */
function smooth(plane: Float32Array, width: number, height: number, sigma: number): void {
  const reach = Math.max(1, Math.round((Math.sqrt(4 * sigma * sigma + 1) - 1) / 2));
  const line = new Float32Array(Math.max(width, height));
  for (let round = 0; round < 3; round++) {
    for (let y = 0; y < height; y++) along(plane, line, y * width, 1, width, reach);
    for (let x = 0; x < width; x++) along(plane, line, x, width, height, reach);
  }
}

function along(
  plane: Float32Array,
  line: Float32Array,
  begin: number,
  step: number,
  length: number,
  reach: number,
): void {
  let sum = 0;
  for (let i = 0; i < Math.min(length, reach); i++) sum += plane[begin + i * step]!;
  for (let i = 0; i < length; i++) {
    if (i + reach < length) sum += plane[begin + (i + reach) * step]!;
    if (i - reach > 0) sum -= plane[begin + (i - reach - 1) * step]!;
    line[i] = sum / (2 * reach + 1);
  }
  for (let i = 0; i < length; i++) plane[begin + i * step] = line[i]!;
}
