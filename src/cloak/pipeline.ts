// The frame's way: segment, hole, prefill, generate, compose. Chains the stages; no pixels here.
import type { PersonMask } from '../segmentation/person-mask.ts';
import type { Settings } from '../engine/messages.ts';

/** Milliseconds per stage of the last frame that was timed, by the stage's name. */
export type StageTimes = Record<string, number>;

export interface Pipeline {
  /**
   * Cloaks one frame and draws it to the canvas, which takes the frame's size. The caller keeps
   * the frame and closes it. With `mask` the segmenter is not asked.
   */
  run(frame: VideoFrame, settings: Settings, mask?: PersonMask): Promise<void>;
  /** The canvas as last drawn, RGBA, sRGB; for evaluation, not for the frame loop. */
  read(): Promise<ImageData>;
  /** The hole's alpha as last composited at frame size, 0..255; for evaluation. */
  readHole(): Promise<ImageData>;
  dispose(): void;
}
