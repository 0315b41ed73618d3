// The connected regions of a person mask, on the grid of the small picture. Regions that are too small or too unsure
// to be followed are no blobs; they are hidden all the same.
import { MASK_THRESHOLD } from '../frame/geometry.ts';
import type { PersonMask } from '../frame/person-mask.ts';

/** A blob's mask must reach this value somewhere, 0..255. */
const SURE = 128;
/** A region with fewer cells than this share of the grid is no blob. */
const FEWEST = 0.0012;
/** Labels are bytes. */
const MOST = 250;

export interface Blob {
  /** Its value in the labels, from 1 on. */
  label: number;
  /** Indices of its cells. */
  cells: Int32Array;
  /** Its centroid, cells. */
  x: number;
  y: number;
  /** Its box, cells; right and bottom just outside. */
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Blobs {
  /** `[height, width]`: 0, or a blob's label. */
  labels: Uint8Array;
  /** blob i has label i + 1. */
  list: Blob[];
  /** `[height, width]`: the mask's maximum in the cell. */
  pooled: Uint8Array;
}

/**
 * @param width cells
 * @param height cells
 * @returns finds the blobs of a mask; the next call overwrites labels and pooled values
 */
export function createBlobFinder(width: number, height: number): (mask: PersonMask) => Blobs {
  const pooled = new Uint8Array(width * height);
  const labels = new Uint8Array(pooled.length);
  const done = new Uint8Array(pooled.length);
  const queue = new Int32Array(pooled.length);
  return (mask) => {
    const list: Blob[] = [];
    labels.fill(0);
    done.fill(0);
    pool(mask, pooled, width, height);
    for (let start = 0; start < pooled.length; start++) {
      if (pooled[start]! <= MASK_THRESHOLD || done[start]) continue;
      const end = flood(start, pooled, done, queue, width, height);
      if (end < FEWEST * pooled.length || list.length === MOST) continue;
      const cells = queue.slice(0, end);
      if (!cells.some((cell) => pooled[cell]! >= SURE)) continue;
      const label = list.length + 1;
      for (let i = 0; i < end; i++) labels[cells[i]!] = label;
      list.push({ label, cells, ...placeOf(cells, width) });
    }
    return { labels, list, pooled };
  };
}

/** Max-pools the mask into cells; 0 where nobody is. */
function pool(mask: PersonMask, pooled: Uint8Array, width: number, height: number): void {
  const { data, width: columns, height: rows } = mask;
  pooled.fill(0);
  const cellOf = columnsOf(columns, width);
  const isFiner = columns >= width && rows >= height;
  for (let y = 0; y < (isFiner ? rows : height); y++) {
    const row = isFiner ? Math.floor((y * height) / rows) * width : y * width;
    if (isFiner) {
      for (let x = 0, at = y * columns; x < columns; x++, at++) {
        const value = data[at]!;
        if (value <= MASK_THRESHOLD) continue;
        const cell = row + cellOf[x]!;
        if (value > pooled[cell]!) pooled[cell] = value;
      }
      continue;
    }
    const from = Math.floor((y * rows) / height) * columns;
    for (let x = 0; x < width; x++) {
      const value = data[from + Math.floor((x * columns) / width)]!;
      if (value > MASK_THRESHOLD) pooled[row + x] = value;
    }
  }
}

/** The grid column of every mask column. */
export function columnsOf(columns: number, width: number): Uint16Array {
  return Uint16Array.from({ length: columns }, (_, x) => (x * width) / columns);
}

/** Flood-fills the region of `start` into the queue. @returns how many cells it has */
function flood(
  start: number,
  pooled: Uint8Array,
  done: Uint8Array,
  queue: Int32Array,
  width: number,
  height: number,
): number {
  let end = 1;
  queue[0] = start;
  done[start] = 1;
  for (let i = 0; i < end; i++) {
    const x = queue[i]! % width;
    const y = (queue[i]! - x) / width;
    for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
      for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
        const near = v * width + u;
        if (done[near] || pooled[near]! <= MASK_THRESHOLD) continue;
        done[near] = 1;
        queue[end++] = near;
      }
    }
  }
  return end;
}

function placeOf(cells: Int32Array, width: number): Omit<Blob, 'label' | 'cells'> {
  let sumX = 0;
  let sumY = 0;
  let left = Infinity;
  let top = Infinity;
  let right = 0;
  let bottom = 0;
  for (let i = 0; i < cells.length; i++) {
    const x = cells[i]! % width;
    const y = (cells[i]! - x) / width;
    sumX += x;
    sumY += y;
    if (x < left) left = x;
    if (x >= right) right = x + 1;
    if (y < top) top = y;
    if (y >= bottom) bottom = y + 1;
  }
  return { x: sumX / cells.length, y: sumY / cells.length, left, top, right, bottom };
}
