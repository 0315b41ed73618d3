// What the page and the evaluation are told about the clean plate. Types and thresholds only.
export { GUESSED, SEEN_FROM } from '../plate-rules.ts';

export interface RoomReport {
  /** The share of the hole whose pixels the plate has seen, 0..1; absent when there is no hole. */
  seenOfHole?: number;
  /** The share of the whole frame that the plate has seen, 0..1. */
  seenOfFrame: number;
  /** The share of the frames since the last report in which the generator ran, 0..1. */
  generatorShare: number;
}
