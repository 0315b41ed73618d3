// Runs the stages of a frame: reports which one is running, and times them in one frame of many.
import { createStageTimes, type RunStage, type StageName, type StageTimes } from './stage-times.ts';

/** One frame in this many is timed: its stages then wait for the GPU, which costs a little. */
const TIMED_EVERY = 20;

export interface FrameStages {
  /** Times of the last timed frame. */
  readonly times: StageTimes;
  /** The stage that is running. */
  readonly doing: StageName | undefined;
  /** Begins the next frame. @returns `stage` runs a stage; call `end` after all of them */
  begin(): { stage: RunStage; end: () => void };
}

/**
 * @param finished resolves when all passes so far are done
 * @param timeAll times every frame
 */
export function createFrameStages(finished: () => Promise<void>, timeAll = false): FrameStages {
  let times: StageTimes = {};
  let doing: StageName | undefined;
  let frames = 0;
  const untimed: RunStage = async (_name, work) => await work();

  return {
    get times() {
      return times;
    },
    get doing() {
      return doing;
    },
    begin() {
      const isTimed = timeAll || frames % TIMED_EVERY === TIMED_EVERY - 1;
      frames++;
      const timed = isTimed ? createStageTimes(finished) : undefined;
      return {
        async stage(name, work) {
          doing = name;
          try {
            return await (timed?.stage ?? untimed)(name, work);
          } finally {
            doing = undefined;
          }
        },
        end() {
          if (timed) times = timed.times;
        },
      };
    },
  };
}
