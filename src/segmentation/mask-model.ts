// A network that rates every pixel of a small picture as person or not: the segmenter's, in one of its runtimes.
import type { PersonMask } from '../frame/person-mask.ts';
import type { Part } from './tiles.ts';

export interface MaskModel {
  /** Masks a part of the frame, at the size it is shown. The frame is read before this returns. */
  segment(frame: VideoFrame, part: Part): Promise<PersonMask>;
  /**
   * Whether the graphics context that it reads pictures with is lost, so that it would find nobody. Only a new model
   * in another worker helps.
   */
  readonly isLost: boolean;
  dispose(): void;
}
