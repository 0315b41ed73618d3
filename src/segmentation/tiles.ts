// How a picture is shown to a model that expects a square: whole, or, where that would squash people beyond
// recognition, as overlapping parts along its longer side, whose masks are merged.
import type { PersonMask } from '../frame/person-mask.ts';

/** Longer by shorter side: up to this ratio (just over 16:9) the whole picture is shown. */
export const WHOLE_UP_TO = 1.9;
/** Longer by shorter side of a part: the model handles this ratio best, and few parts are needed. */
const PART = 4 / 3;
/** Parts overlap by at least this share of their length, so that every person is whole in one. */
const OVERLAP = 0.4;
/** More parts take too long: those of a narrow strip are longer instead. */
const MOST = 12;
/** Longest side of a shown part, px: the model sees 256x256, so a larger one only costs time. */
const LARGEST_SIDE = 256;

/** A part of the frame as it is shown to the model. */
export interface Part {
  /** Its place, px of the frame. */
  x: number;
  y: number;
  width: number;
  height: number;
  /** The size at which it is shown, px. */
  shown: { width: number; height: number };
}

/** One of the parts that cover the whole frame. */
export interface Tile extends Part {
  /** Where its mask lies in the frame's, px of the mask. */
  at: { x: number; y: number };
}

export interface Tiles {
  tiles: Tile[];
  /** Size of the merged mask, px. */
  width: number;
  height: number;
}

/** @param width px of the frame @param height px of the frame */
export function tilesOf(width: number, height: number): Tiles {
  const [long, short] = [Math.max(width, height), Math.min(width, height)];
  const isWhole = long <= WHOLE_UP_TO * short;
  const least = long / (1 + (MOST - 1) * (1 - OVERLAP));
  const part = isWhole ? long : Math.max(PART * short, least);
  const scale = Math.min(1, LARGEST_SIDE / part);
  const px = (length: number) => Math.max(1, Math.round(length * scale));
  const count = isWhole ? 1 : Math.ceil((long - part) / (part * (1 - OVERLAP)) - 1e-9) + 1;
  const tiles = Array.from({ length: count }, (_, i): Tile => {
    const place = count > 1 ? Math.round(((long - part) * i) / (count - 1)) : 0;
    const shownPart = Math.min(px(part), px(long));
    // The last px of the mask must be the frame's last: rounding must leave no gap at the end.
    const atPlace = Math.min(px(long) - shownPart, Math.round(place * scale));
    return width >= height
      ? {
          x: place,
          y: 0,
          width: part,
          height,
          at: { x: atPlace, y: 0 },
          shown: { width: shownPart, height: px(height) },
        }
      : {
          x: 0,
          y: place,
          width,
          height: part,
          at: { x: 0, y: atPlace },
          shown: { width: px(width), height: shownPart },
        };
  });
  return { tiles, width: px(width), height: px(height) };
}

/**
 * Merges the masks of the parts; where two overlap, the larger value counts. @param masks at the shown sizes
 */
export function mergeMasks({ tiles, width, height }: Tiles, masks: PersonMask[]): PersonMask {
  const data = new Uint8Array(width * height);
  tiles.forEach(({ at }, i) => {
    const mask = masks[i]!;
    for (let y = 0; y < mask.height; y++) {
      const row = (at.y + y) * width + at.x;
      for (let x = 0; x < mask.width; x++) {
        const value = mask.data[y * mask.width + x]!;
        if (value > data[row + x]!) data[row + x] = value;
      }
    }
  });
  return { data, width, height };
}
