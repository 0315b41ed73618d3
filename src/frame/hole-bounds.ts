// Where the hole's passes have something to draw. Everywhere else the hole is black and need not be computed.
import { MASK_THRESHOLD, type holeSize } from './geometry.ts';
import type { PersonMask } from './person-mask.ts';

/** A part of a picture, px, from the top left. */
export interface Part {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * The part of the hole's picture outside of which nothing is hidden and everything may be learned.
 * @param hide what is hidden besides the person: two values per pixel, otherwise like the mask
 * @param size of the hole's picture, and how far its passes reach
 * @returns undefined where there is no hole at all
 */
export function holeBounds(
  mask: PersonMask,
  hide: PersonMask | undefined,
  size: ReturnType<typeof holeSize>,
): Part | undefined {
  const { width, height, growth, feather, apart, refine } = size;
  const spread = growth + Math.max(feather, apart);
  const parts = [
    boundsIn(mask, 1, MASK_THRESHOLD, size, [
      refine[0]! * width + spread,
      refine[1]! * height + spread,
    ]),
    hide && boundsIn(hide, 2, 0, size, [0, 0]),
  ].filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  const left = Math.max(0, Math.min(...parts.map((part) => part.left)));
  const top = Math.max(0, Math.min(...parts.map((part) => part.top)));
  const right = Math.min(width, Math.max(...parts.map((part) => part.left + part.width)));
  const bottom = Math.min(height, Math.max(...parts.map((part) => part.top + part.height)));
  return { left, top, width: right - left, height: bottom - top };
}

/**
 * Bounds of all values above a threshold, scaled to another size; they may reach beyond it.
 * @param depth values per pixel
 * @param spread px to add around the bounds, beyond the one sample and one pixel that smooth sampling needs on each
 * side
 */
function boundsIn(
  { data, width, height }: PersonMask,
  depth: number,
  threshold: number,
  size: { width: number; height: number },
  spread: readonly [number, number],
): Part | undefined {
  const row = width * depth;
  let left = row;
  let right = -1;
  let top = height;
  let bottom = -1;
  for (let y = 0; y < height; y++) {
    for (let at = 0; at < row; at++) {
      if (data[y * row + at]! <= threshold) continue;
      if (at < left) left = at;
      if (at > right) right = at;
      if (y < top) top = y;
      bottom = y;
    }
  }
  if (right < 0) return undefined;
  const across = size.width / width;
  const down = size.height / height;
  const start = (first: number, scale: number, around: number) =>
    Math.floor((first - 1) * scale - around) - 1;
  const end = (last: number, scale: number, around: number) =>
    Math.ceil((last + 2) * scale + around) + 1;
  const from = start(Math.floor(left / depth), across, spread[0]);
  const above = start(top, down, spread[1]);
  return {
    left: from,
    top: above,
    width: end(Math.floor(right / depth), across, spread[0]) - from,
    height: end(bottom, down, spread[1]) - above,
  };
}
