// Who gets the engine's pictures beside the canvas: a recording, an output track, a snapshot. The one owner of the three.
import type { Pipeline } from '../cloak/pipeline.ts';
import { createOutput, type Output } from './output.ts';
import { createTap, snapshot, type Tap } from './tap.ts';

/** Those that were there when a frame came: what begins while it is under way begins with the next one. */
export interface Turn {
  /** Whether the picture is kept somewhere: no raw frame is. */
  readonly isKept: boolean;
  /**
   * Hands the pipeline's picture to them.
   * @param frame what it was made of, still open @param wall when that was taken, ms since 1970
   */
  take(pipeline: Pipeline, frame: VideoFrame, wall: number): void;
}

export interface Consumers {
  readonly isRecording: boolean;
  begin(): Turn;
  /** A recording takes the place of the one before. @param beside with the original at the left */
  record(port: MessagePort, beside: boolean): void;
  /** @returns ends the recording that goes on now, whenever it is called; a newer one goes on */
  recordingEnd(): () => void;
  output(frames: WritableStream<VideoFrame>): void;
  wishSnapshot(): void;
  /** The source ended: a snapshot that is still wished for would be of another. */
  dropSnapshot(): void;
}

/**
 * @param onSnapshot called with a picture that was wished for, PNG
 * @param onProblem called with what kept it from being made
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
    wishSnapshot: () => void (wantsSnapshot = true),
    dropSnapshot: () => void (wantsSnapshot = false),
  };
}
