// The person mask as a segmenter returns it: on the CPU, small.

export interface PersonMask {
  /** Row by row, top row first; 0 = no person .. 255 = surely a person. */
  data: Uint8Array;
  /** px; the mask covers the whole frame, whatever the frame's size and aspect. */
  width: number;
  height: number;
}
