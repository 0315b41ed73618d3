// How large a photo may be, and at which size its guess is made.
import { SMALLEST_SIDE } from '../plain-frame.ts';

export interface Size {
  /** px */
  width: number;
  height: number;
}

/** A larger photo is made smaller: 12 megapixels are 48 MB each time that they are held. px */
export const LARGEST = 12_000_000;
/** A larger picture is not even decoded: 400 MB. px */
export const MOST = 100_000_000;
/** The guess's longest side, px: what the generator and the texture know how to fill. Detail is borrowed at full size. */
const WORKING_SIDE = 1024;

/** The size a photo is cloaked in: its own, or the same shape with `LARGEST` px. */
export function photoSize({ width, height }: Size): Size {
  const scale = Math.min(1, Math.sqrt(LARGEST / (width * height)));
  if (scale === 1) return { width, height };
  return { width: Math.floor(width * scale), height: Math.floor(height * scale) };
}

/** The size in which the hole is found and filled. @param side the longest wanted, px */
export function workingSize({ width, height }: Size, side = WORKING_SIDE): Size {
  const scale = Math.min(1, side / Math.max(width, height));
  const scaled = (length: number) => Math.max(1, Math.round(length * scale));
  return { width: scaled(width), height: scaled(height) };
}

/** @returns why a picture of this size cannot be cloaked, as a sentence's end; undefined if it can */
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
