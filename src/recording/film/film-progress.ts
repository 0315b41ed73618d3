// The progress of a film and the time it has left. Pure.

export interface FilmProgress {
  /** 1 or 2 of two, or 1 of one. */
  pass: number;
  passes: number;
  /** Within this pass. */
  frame: number;
  frames: number;
  /** Of all passes, 0..1. */
  share: number;
  /** Seconds; undefined until it can be estimated. */
  secondsLeft: number | undefined;
  /** Size of the file so far, bytes. */
  bytes: number;
}

export interface ProgressKeeper {
  /** Another frame of the current pass is done. */
  step(): void;
  /** The next pass starts. @param now ms, on a clock that stops in pauses */
  nextPass(now: number): void;
  at(now: number): Omit<FilmProgress, 'bytes'>;
}

/** Frames after which the speed is known well enough. */
const ENOUGH = 8;

/**
 * @param frames of every pass, in order: a pass may look at only some of the film's frames
 * @param start ms
 */
export function createProgress(frames: readonly number[], start: number): ProgressKeeper {
  const all = frames.reduce((sum, count) => sum + count, 0);
  let pass = 0;
  let done = 0;
  let passStart = start;

  /** Frames in earlier passes. */
  const before = () => frames.slice(0, pass).reduce((sum, count) => sum + count, 0);

  return {
    step: () => void (done = Math.min(done + 1, frames[pass]!)),
    nextPass(now) {
      pass++;
      done = 0;
      passStart = now;
    },
    at(now) {
      const finished = before() + done;
      // Assume that the second pass is as fast as the first.
      const perFrame = done >= ENOUGH ? (now - passStart) / done : undefined;
      return {
        pass: pass + 1,
        passes: frames.length,
        frame: done,
        frames: frames[pass]!,
        share: all > 0 ? finished / all : 1,
        secondsLeft: perFrame === undefined ? undefined : ((all - finished) * perFrame) / 1000,
      };
    },
  };
}
