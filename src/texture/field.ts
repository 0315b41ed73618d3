// Where patches are copied from at one size, and what that suggests at the next finer one.
import { NOWHERE } from './kernels.ts';

/** What the last run found, per level. */
export interface Found {
  width: number;
  height: number;
  /** Where each patch is copied from, or NOWHERE. */
  field: Int32Array;
}

/** Offsets to a patch and its neighbours, nearest first. */
// prettier-ignore
const BESIDE = [[0, 0], [-1, 0], [0, -1], [1, 0], [0, 1], [-1, -1], [1, 1]] as const;

/**
 * Where a patch is copied from according to the coarser field at its place or beside it; NOWHERE if that
 * gives no source.
 */
export function fromCoarser(
  coarser: Found,
  place: number,
  width: number,
  height: number,
  isSource: Uint8Array,
): number {
  const x = place % width;
  const y = (place - x) / width;
  for (const [right, down] of BESIDE) {
    const [coarseX, coarseY] = [(x >> 1) + right, (y >> 1) + down];
    if (coarseX < 0 || coarseY < 0) continue;
    if (coarseX >= coarser.width || coarseY >= coarser.height) continue;
    const from = coarser.field[coarseY * coarser.width + coarseX]!;
    if (from === NOWHERE) continue;
    const fromX = 2 * ((from % coarser.width) - right) + (x & 1);
    const fromY = 2 * (Math.floor(from / coarser.width) - down) + (y & 1);
    if (fromX < 0 || fromY < 0 || fromX >= width || fromY >= height) continue;
    if (isSource[fromY * width + fromX]) return fromY * width + fromX;
  }
  return NOWHERE;
}
