// How large a photo may be, and the size at which its fill is guessed.
import { SMALLEST_SIDE } from '../plain-frame.ts';

export interface Size {
  /** px */
  width: number;
  height: number;
}

/** A larger photo is scaled down: each copy of 12 megapixels takes 48 MB. px */
export const LARGEST = 12_000_000;
/** A larger picture is not even decoded: it would take 400 MB. px */
export const MOST = 100_000_000;
/**
 * Longest side at which the hole is filled, px. The generator and the texture are made for it. Detail is borrowed at
 * full size.
 */
const WORKING_SIDE = 1024;

/** The size in which a photo is cloaked: its own, or the same shape with `LARGEST` px. */
export function photoSize({ width, height }: Size): Size {
  const scale = Math.min(1, Math.sqrt(LARGEST / (width * height)));
  if (scale === 1) return { width, height };
  return { width: Math.floor(width * scale), height: Math.floor(height * scale) };
}

/** The size in which the hole is found and filled. @param side longest side, px */
export function workingSize({ width, height }: Size, side = WORKING_SIDE): Size {
  const scale = Math.min(1, side / Math.max(width, height));
  const scaled = (length: number) => Math.max(1, Math.round(length * scale));
  return { width: scaled(width), height: scaled(height) };
}

/** @returns why a picture of this size cannot be cloaked, as the end of a sentence; undefined if it can */
export function sizeProblem({ width, height }: Size): string | undefined {
  if (width * height > MOST) {
    return `has ${width} x ${height} pixels: pictures of more than ${MOST / 1e6} megapixels are not opened. Make it smaller, and open it again.`;
  }
  const small = workingSize({ width, height });
  if (Math.min(small.width, small.height) < SMALLEST_SIDE) {
    return `has ${width} x ${height} pixels, too few across for anybody to be found in it.`;
  }
  return undefined;
}
