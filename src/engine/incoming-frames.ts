// Frames on their way into the pipeline: made plain, no larger than live pictures may be, and with the time at which
// they were taken.
import { createPlainFrames, hasHighRange } from '../sources/plain-frame.ts';
import { createStreamClock } from '../sources/stream-clock.ts';

export interface IncomingFrame {
  frame: VideoFrame;
  /** The longest side as it came, px. */
  longest: number;
  /** When it was taken, ms since 1970. */
  wall: number;
  /** Why it cannot be cloaked; it is closed then. */
  problem?: Error;
}

export interface IncomingFramesOptions {
  /** The most that the longest side of a live picture may have, px. */
  longest: () => number;
  /** Called for each live picture with high dynamic range. */
  onHighRange: () => void;
}

/** @returns takes ownership of a frame. The frames of a film keep their size */
export function createIncomingFrames({ longest, onHighRange }: IncomingFramesOptions) {
  const clock = createStreamClock();
  const plainFrames = createPlainFrames();

  return (given: VideoFrame, isOfFilm: boolean): IncomingFrame => {
    const came = Math.max(given.displayWidth, given.displayHeight);
    const wall = clock.toWall(given.timestamp, performance.timeOrigin + performance.now());
    if (!isOfFilm && hasHighRange(given)) onHighRange();
    try {
      const frame = plainFrames.take(given, isOfFilm ? Infinity : longest());
      return { frame, longest: came, wall };
    } catch (error) {
      return { frame: given, longest: came, wall, problem: error as Error };
    }
  };
}
