// What is reported about the clean plate to the page and the evaluation. Types and thresholds only.

/** Confidence of a plate pixel that the generator invented. */
export const GUESSED = 0.1;
/** From this confidence on a plate pixel has been seen by the camera; below, it is at best guessed. */
export const SEEN_FROM = 0.2;

export interface RoomReport {
  /** The share of the hole whose pixels the plate has seen, 0..1; absent when there is no hole. */
  seenOfHole?: number;
  /** The share of the whole frame that the plate has seen, 0..1. */
  seenOfFrame: number;
  /** The share of the frames since the last report in which the generator ran, 0..1. */
  generatorShare: number;
}
