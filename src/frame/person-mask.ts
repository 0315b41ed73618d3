// The person mask as it comes from a segmenter: on the CPU, small.

export interface PersonMask {
  /** Row by row, top row first; 0 = no person .. 255 = surely a person. */
  data: Uint8Array;
  /** The mask covers the whole frame, whatever the frame's size and aspect. */
  width: number;
  height: number;
}
