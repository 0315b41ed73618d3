// Work that must not overlap: each piece begins when the one before has ended, well or badly.

/** @returns queues work, and resolves or rejects as the work does */
export function createQueue(): <Result>(work: () => Promise<Result> | Result) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const isDone = last.then(work);
    last = isDone.catch(() => {}); // whoever asked for it is told; the rest goes on
    return isDone;
  };
}
