// Whether a place in the picture still shows the same.
import type { SmallPicture } from '../frame/small-picture.ts';

/** Grey levels of 255 above which a pixel has changed. */
const OTHER = 30;

/**
 * Whether two small pictures show the same in a cell (one of their pixels) and its neighbours. False if their sizes
 * differ.
 */
export function isUnchanged(cell: number, before: SmallPicture, now: SmallPicture): boolean {
  const { width, height } = now;
  if (before.width !== width || before.height !== height) return false;
  const x = cell % width;
  const y = (cell - x) / width;
  for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
    for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
      const at = 4 * (v * width + u);
      for (let c = at; c < at + 3; c++) {
        if (Math.abs(before.data[c]! - now.data[c]!) > OTHER) return false;
      }
    }
  }
  return true;
}
