// How much the plate knows about the frame, and about what the hole hides.
import type { Rect } from '../../frame/geometry.ts';
import { createBounds } from './bounds.ts';
import { SEEN_FROM } from './report.ts';

export interface Surveyed {
  /** `[height, width]`: 1 the people's hole, 2 another hole. */
  hole: Uint8Array;
  /** `[height, width]`: 1 in a zone; `zonedPixels` counts them. */
  zoned: Uint8Array;
  zonedPixels: number;
  /** Of the plate, `[height, width]`; see report.ts. */
  confidence: Float32Array;
  /** px of the small picture */
  width: number;
  height: number;
}

export interface Survey {
  /** Bounds of hidden pixels that were neither seen nor guessed; absent if there are none. */
  unknown?: Rect;
  /** Bounds of hidden pixels that were never seen, guessed or not. */
  unseen?: Rect;
  /** How many pixels of the small picture were never seen. */
  unseenPixels: number;
  /** The share of the people's hole that was seen, 0..1; absent if there is no such hole. */
  seenOfHole?: number;
  /** The share of the frame outside the zones that was seen, 0..1. */
  seenOfFrame: number;
}

export function surveyHole(surveyed: Surveyed): Survey {
  const { hole, zoned, zonedPixels, confidence, width, height } = surveyed;
  const pixels = width * height;
  const unknown = createBounds(width, height);
  const unseen = createBounds(width, height);
  /**
   * holePixels and unseenBehind count the people's hole only; unseenPixels all that is hidden; seenPixels the frame.
   */
  let holePixels = 0;
  let seenPixels = 0;
  let unseenPixels = 0;
  let unseenBehind = 0;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const known = confidence[pixel]!;
    const isSeen = known >= SEEN_FROM;
    if (isSeen && !zoned[pixel]) seenPixels++;
    if (!hole[pixel]) continue;
    const isBehind = hole[pixel] === 1;
    if (isBehind) holePixels++;
    if (isSeen) continue;
    unseenPixels++;
    if (isBehind) unseenBehind++;
    unseen.add(pixel);
    if (known === 0) unknown.add(pixel);
  }
  return {
    unknown: unknown.rect(),
    unseen: unseen.rect(),
    unseenPixels,
    seenOfHole: holePixels > 0 ? 1 - unseenBehind / holePixels : undefined,
    seenOfFrame: seenPixels / Math.max(1, pixels - zonedPixels),
  };
}
