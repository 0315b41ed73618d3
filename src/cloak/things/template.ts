// A thing's appearance: the colours of its cells on the small picture, compared with a picture by absolute differences
// (template matching). They slowly follow the thing's changes. Numbers only.
import type { SmallPicture } from '../../frame/small-picture.ts';
import type { Cell } from './appearance.ts';

/** A single cell counts with at most this difference, grey levels. */
const MOST_DIFFERENCE = 60;
/** No match is possible where a larger share of its cells is behind somebody or outside the picture. */
const MOST_COVERED = 0.6;
/**
 * Share by which the template follows the picture per frame: its light, and, much more slowly, each cell. Faster
 * learning would take in what lies beside a slowly moving thing.
 */
const LEARNS = { light: 0.2, cells: 0.01 };
export interface Template {
  /**
   * Mean difference between the picture and the template at an offset, grey levels; Infinity where too little of it is
   * visible.
   * @param covered `[height, width]`: not 0 where somebody is
   */
  differenceAt(picture: SmallPicture, dx: number, dy: number, covered: Uint8Array): number;
  /** Adapts to slow changes of the light and of the thing's orientation, where it is at this offset. */
  learn(picture: SmallPicture, dx: number, dy: number, covered: Uint8Array): void;
  /** The picture is brighter than the one before by this factor. */
  brighten(gain: number): void;
}

/** @param cells of the thing, in this picture */
export function createTemplate(cells: readonly Cell[], picture: SmallPicture): Template {
  const { width, height } = picture;
  const look = new Float32Array(3 * cells.length);
  cells.forEach(({ x, y }, i) => {
    for (let c = 0; c < 3; c++) look[3 * i + c] = picture.data[4 * (y * width + x) + c]!;
  });

  return {
    differenceAt({ data }, dx, dy, covered) {
      let sum = 0;
      let count = 0;
      for (let i = 0; i < cells.length; i++) {
        const x = cells[i]!.x + dx;
        const y = cells[i]!.y + dy;
        if (x < 0 || y < 0 || x >= width || y >= height) continue;
        const pixel = y * width + x;
        if (covered[pixel]) continue;
        const r = data[4 * pixel]! - look[3 * i]!;
        const g = data[4 * pixel + 1]! - look[3 * i + 1]!;
        const b = data[4 * pixel + 2]! - look[3 * i + 2]!;
        const most = Math.max(r < 0 ? -r : r, g < 0 ? -g : g, b < 0 ? -b : b);
        sum += most < MOST_DIFFERENCE ? most : MOST_DIFFERENCE;
        count++;
      }
      return count < (1 - MOST_COVERED) * cells.length ? Infinity : sum / count;
    },
    learn({ data }, dx, dy, covered) {
      const brighter = [0, 0, 0];
      let count = 0;
      for (let i = 0; i < cells.length; i++) {
        const x = cells[i]!.x + dx;
        const y = cells[i]!.y + dy;
        if (x < 0 || y < 0 || x >= width || y >= height || covered[y * width + x]) continue;
        count++;
        for (let c = 0; c < 3; c++) {
          const off = data[4 * (y * width + x) + c]! - look[3 * i + c]!;
          brighter[c]! += off;
          look[3 * i + c]! += LEARNS.cells * off;
        }
      }
      for (let at = 0; at < look.length; at++) {
        look[at]! += (LEARNS.light * brighter[at % 3]!) / Math.max(1, count);
      }
    },
    brighten(gain) {
      for (let i = 0; i < look.length; i++) look[i]! *= gain;
    },
  };
}
