// Time limits for answers that may never come. When a computer wakes up, or a tab is unfrozen, every timer fires whose time
// came meanwhile, before a worker that was asleep as well can answer.

/** At most this much of a sleep counts, ms. */
const STEP = 500;

/** Calls back once, after this many ms in which the machine was awake and the page ran. @returns cancels it */
export function afterAwake(callback: () => void, milliseconds: number): () => void {
  let timer: ReturnType<typeof setTimeout>;
  function wait(left: number): void {
    const step = Math.min(left, STEP);
    timer = setTimeout(() => (step < left ? wait(left - step) : callback()), step);
  }
  wait(milliseconds);
  return () => clearTimeout(timer);
}

/**
 * Settles like the promise, or rejects when it takes too long. The work itself continues unobserved.
 * @param milliseconds @param sentence of the error
 */
export function inTime<Result>(
  promise: Promise<Result>,
  milliseconds: number,
  sentence: string,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stopTimer = afterAwake(() => reject(new Error(sentence)), milliseconds);
    promise.finally(stopTimer).then(resolve, reject);
  });
}
