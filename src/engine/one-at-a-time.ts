// Work that must not overlap: each piece starts when the one before it has settled.

/** @returns a function that queues work and settles as the work does */
export function createQueue(): <Result>(work: () => Promise<Result> | Result) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const isDone = last.then(work);
    last = isDone.catch(() => {}); // the caller gets the error; the queue continues
    return isDone;
  };
}
