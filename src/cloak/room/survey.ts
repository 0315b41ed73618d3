// What the plate knows of the frame, and of what the hole hides.
import type { Rect } from '../../frame/geometry.ts';
import { createBounds } from './bounds.ts';
import { SEEN_FROM } from './report.ts';

export interface Surveyed {
  /** `[height, width]`: 1 is the people's hole, 2 another's. */
  hole: Uint8Array;
  /** `[height, width]`: 1 in a zone; and how many pixels that are. */
  zoned: Uint8Array;
  zonedPixels: number;
  /** Of the plate, `[height, width]`; see report.ts. */
  confidence: Float32Array;
  /** px of the small picture */
  width: number;
  height: number;
}

export interface Survey {
  /** Bounds of what the hole hides and was never seen nor guessed; absent when there is no such pixel. */
  unknown?: Rect;
  /** Bounds of what the hole hides and was never seen, guessed or not. */
  unseen?: Rect;
  /** How many pixels of the small picture that is. */
  unseenPixels: number;
  /** Of the hole of people, 0..1; absent when there is none. */
  seenOfHole?: number;
  /** Of the frame beside the zones, 0..1. */
  seenOfFrame: number;
}

export function surveyHole(surveyed: Surveyed): Survey {
  const { hole, zoned, zonedPixels, confidence, width, height } = surveyed;
  const pixels = width * height;
  const unknown = createBounds(width, height);
  const unseen = createBounds(width, height);
  /** All that is hidden, and of that what the people hide. */
  let [holePixels, seenPixels, unseenPixels, unseenBehind] = [0, 0, 0, 0];
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
