// The bounding box of a set of pixels.
import type { Rect } from '../../frame/geometry.ts';

export interface Bounds {
  /** @param pixel index, row by row */
  add(pixel: number): void;
  /** Undefined if no pixel was added. */
  rect(): Rect | undefined;
}

/** @param width px of the small picture @param height px of the small picture */
export function createBounds(width: number, height: number): Bounds {
  let left = width;
  let top = height;
  let right = -1;
  let bottom = -1;
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
