// The consumers of the engine's pictures besides the canvas: a recording, an output track, a snapshot. This is their
// only owner.
import type { Pipeline } from '../cloak/pipeline.ts';
import { createOutput, type Output } from './output.ts';
import { createTap, snapshot, type Tap } from './tap.ts';

/** The consumers that were there when a frame arrived. One that is added meanwhile starts with the next frame. */
export interface Turn {
  /** Whether the picture is kept somewhere. Raw frames never are. */
  readonly isKept: boolean;
  /**
   * Hands the pipeline's picture to the consumers.
   * @param frame the frame it was made from, still open @param wall when that was taken, ms since 1970
   */
  take(pipeline: Pipeline, frame: VideoFrame, wall: number): void;
}

export interface Consumers {
  readonly isRecording: boolean;
  begin(): Turn;
  /** Replaces the current recording. @param beside whether to put the original to the left */
  record(port: MessagePort, beside: boolean): void;
  /** @returns a function that ends the current recording, whenever it is called; a newer one continues */
  recordingEnd(): () => void;
  output(frames: WritableStream<VideoFrame>): void;
  requestSnapshot(): void;
  /** The source has ended: a pending snapshot would show another source. */
  dropSnapshot(): void;
}

/**
 * @param onSnapshot called with each requested picture, PNG
 * @param onProblem called with the error if a picture could not be made
 */
export function createConsumers(
  onSnapshot: (picture: Blob) => void,
  onProblem: (error: unknown) => void,
): Consumers {
  let tap: Tap | undefined;
  let output: Output | undefined;
  let wantsSnapshot = false;

  function end(which: Tap | undefined): void {
    which?.end();
    if (tap === which) tap = undefined;
  }

  return {
    get isRecording() {
      return tap !== undefined;
    },
    begin() {
      const [recording, photographs] = [tap, wantsSnapshot];
      return {
        isKept: recording !== undefined || photographs,
        take(pipeline, frame, wall) {
          if (tap === recording) recording?.take(pipeline, frame, wall);
          output?.take(pipeline, frame.timestamp);
          if (!photographs) return;
          wantsSnapshot = false;
          snapshot(pipeline).then(onSnapshot, onProblem);
        },
      };
    },
    record(port, beside) {
      end(tap);
      tap = createTap(port, beside);
    },
    recordingEnd: () => end.bind(undefined, tap),
    output(frames) {
      const mine = createOutput(frames, () => {
        if (output === mine) output = undefined;
      });
      output = mine;
    },
    requestSnapshot: () => void (wantsSnapshot = true),
    dropSnapshot: () => void (wantsSnapshot = false),
  };
}
