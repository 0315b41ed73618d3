// What somebody wears, as a colour histogram: it tells two people apart when they part after meeting. Numbers only.
import type { SmallPicture } from '../frame/small-picture.ts';
import type { Blob } from './blobs.ts';

/** Bins per colour channel. */
const LEVELS = 6;
const BINS = LEVELS ** 3;
/** Of a larger blob, only about this many cells are sampled. */
const MOST_CELLS = 400;

/** A colour histogram above and below the middle: 2 x 216 shares, together 1. */
export type Clothes = Float32Array;

export function clothesOf({ data, width }: SmallPicture, { cells, top, bottom }: Blob): Clothes {
  const clothes = new Float32Array(2 * BINS);
  const step = Math.max(1, Math.floor(cells.length / MOST_CELLS));
  const middle = (top + bottom) / 2;
  let count = 0;
  for (let i = 0; i < cells.length; i += step) {
    const cell = cells[i]!;
    const half = cell / width < middle ? 0 : BINS;
    add(clothes, half, data[4 * cell]!, data[4 * cell + 1]!, data[4 * cell + 2]!);
    count++;
  }
  for (let bin = 0; bin < clothes.length; bin++) clothes[bin]! /= count;
  return clothes;
}

/** Spreads a colour over the eight bins around it, so that a small change of the light changes little. */
function add(clothes: Clothes, half: number, r: number, g: number, b: number): void {
  const scale = (LEVELS - 1) / 255;
  const [x, y, z] = [r * scale, g * scale, b * scale];
  const [i, j, k] = [
    Math.min(LEVELS - 2, x | 0),
    Math.min(LEVELS - 2, y | 0),
    Math.min(LEVELS - 2, z | 0),
  ];
  for (let corner = 0; corner < 8; corner++) {
    const [u, v, w] = [corner & 1, (corner >> 1) & 1, corner >> 2];
    const weight = (u ? x - i : 1 - x + i) * (v ? y - j : 1 - y + j) * (w ? z - k : 1 - z + k);
    clothes[half + ((i + u) * LEVELS + j + v) * LEVELS + k + w]! += weight;
  }
}

/** The Bhattacharyya coefficient: 1 for the same colours, 0 for disjoint ones. */
export function likeness(a: Clothes, b: Clothes): number {
  let sum = 0;
  for (let bin = 0; bin < a.length; bin++) sum += Math.sqrt(a[bin]! * b[bin]!);
  return sum;
}

/**
 * Updates what is known about somebody with what they wear now. @param share weight of the new histogram, 0..1
 */
export function remember(known: Clothes, now: Clothes, share: number): void {
  for (let bin = 0; bin < known.length; bin++) known[bin]! += share * (now[bin]! - known[bin]!);
}
