// How long the stages of a frame take.

/**
 * `prefill` is `cut` including the smooth fill of the hole. `watch` and `plate` run while the room is remembered;
 * `generate` then includes the cut. `texture` runs where a frame waits for it.
 */
export type StageName =
  | 'upload'
  | 'segment'
  | 'watch'
  | 'hole'
  | 'plate'
  | 'prefill'
  | 'cut'
  | 'generate'
  | 'texture'
  | 'compose';

/** Milliseconds per stage; a stage that did not run is absent. */
export type StageTimes = Partial<Record<StageName, number>>;

/** Runs a stage, and records its duration if timing is on. */
export type RunStage = <T>(name: StageName, work: () => T | Promise<T>) => Promise<T>;

/** @param finished resolves when all passes so far are done */
export function createStageTimes(finished: () => Promise<void>) {
  const times: StageTimes = {};
  const stage: RunStage = async (name, work) => {
    const began = performance.now();
    const result = await work();
    await finished();
    times[name] = (times[name] ?? 0) + performance.now() - began;
    return result;
  };
  return { times, stage };
}
