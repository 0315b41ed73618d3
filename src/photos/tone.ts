// How the colours of what is borrowed differ, smoothly, from those that belong there: in the hole from what the texture
// voted for, around it from what shows. Added to what is borrowed it leaves neither patches of other light nor an edge.
import { KNOWN, UNKNOWN, type Picture } from '../texture/pictures.ts';
import type { Offsets } from './offsets.ts';

/** [height, width, 3], grey levels; only in the hole. */
export type Tone = Float32Array;

/** Around the hole, so many px count as well. */
const RING = 6;
/** Smoothed over this share of the longer side. */
const SIGMA = 6 / 1280;
/** What shows around the hole counts that much more than what was voted. */
const SHOWN_COUNTS = 4;

export function toneOf(room: Picture, made: Picture, offsets: Offsets): Tone {
  const { width, height } = room;
  const pixels = width * height;
  // R, G, B apart, and how much they count.
  const planes = [0, 1, 2, 3].map(() => new Float32Array(pixels));
  const { right, down, isCopied } = grown(offsets, room);
  for (let pixel = 0; pixel < pixels; pixel++) {
    if (!isCopied[pixel]) continue;
    const [x, y] = [(pixel % width) + right[pixel]!, Math.floor(pixel / width) + down[pixel]!];
    if (x < 0 || y < 0 || x >= width || y >= height) continue;
    const from = y * width + x;
    if (room.data[4 * from + 3] !== KNOWN) continue;
    const isHole = room.data[4 * pixel + 3] === UNKNOWN;
    const counts = isHole ? 1 : SHOWN_COUNTS;
    planes[3]![pixel] = counts;
    for (let c = 0; c < 3; c++) {
      planes[c]![pixel] = counts * (made.data[4 * pixel + c]! - room.data[4 * from + c]!);
    }
  }
  const sigma = Math.max(1.5, SIGMA * Math.max(width, height));
  for (const plane of planes) smooth(plane, width, height, sigma);
  const tone = new Float32Array(3 * pixels);
  const all = planes[3]!;
  for (let pixel = 0; pixel < pixels; pixel++) {
    if (all[pixel]! < 1e-4) continue;
    for (let c = 0; c < 3; c++) tone[3 * pixel + c] = planes[c]![pixel]! / all[pixel]!;
  }
  return tone;
}

/** The hole's offsets, gone on with for some px outside of it. */
function grown(offsets: Offsets, room: Picture): Offsets {
  const { width, height } = offsets;
  const right = offsets.right.slice();
  const down = offsets.down.slice();
  const isCopied = offsets.isCopied.slice();
  let edge: number[] = [];
  for (let pixel = 0; pixel < isCopied.length; pixel++) if (isCopied[pixel]) edge.push(pixel);
  for (let step = 0; step < RING; step++) {
    const next: number[] = [];
    for (const pixel of edge) {
      const [x, y] = [pixel % width, Math.floor(pixel / width)];
      for (const [u, v] of [
        [-1, 0],
        [1, 0],
        [0, -1],
        [0, 1],
      ] as const) {
        if (x + u < 0 || y + v < 0 || x + u >= width || y + v >= height) continue;
        const beside = pixel + v * width + u;
        if (isCopied[beside] || room.data[4 * beside + 3] === UNKNOWN) continue;
        isCopied[beside] = 1;
        right[beside] = right[pixel]!;
        down[beside] = down[pixel]!;
        next.push(beside);
      }
    }
    edge = next;
  }
  return { ...offsets, right, down, isCopied };
}

/** About a Gaussian: three means over boxes (Wells 1986), in place; outside there is nothing. @param sigma px */
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
