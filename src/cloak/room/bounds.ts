// The smallest part of the frame that holds some pixels.
import type { Rect } from '../../frame/geometry.ts';

export interface Bounds {
  /** @param pixel its place, row by row */
  add(pixel: number): void;
  /** Undefined when there is none. */
  rect(): Rect | undefined;
}

/** @param width, height px of the small picture */
export function createBounds(width: number, height: number): Bounds {
  let [left, top, right, bottom] = [width, height, -1, -1];
  return {
    add(pixel) {
      const x = pixel % width;
      const y = (pixel - x) / width;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    },
    rect() {
      if (right < 0) return undefined;
      return {
        x: left / width,
        y: top / height,
        width: (right + 1 - left) / width,
        height: (bottom + 1 - top) / height,
      };
    },
  };
}
