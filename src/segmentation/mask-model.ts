// A network that says of each pixel of a small picture whether somebody is there: the segmenter's, in one of its runtimes.
import type { PersonMask } from '../frame/person-mask.ts';
import type { Part } from './tiles.ts';

export interface MaskModel {
  /** Masks a part of the frame, as large as it is shown. The frame is read before this returns. */
  segment(frame: VideoFrame, part: Part): Promise<PersonMask>;
  /** Whether what it takes pictures in by is lost, so that it would find nobody. Only one in another worker helps. */
  readonly isLost: boolean;
  dispose(): void;
}
