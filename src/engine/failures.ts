// Notices when frames fail repeatedly: then the pipeline is broken, and every further frame would fail too.

/** This many in a row are no accident. */
const MOST_IN_ROW = 3;

export interface Failures {
  /** A frame could not be cloaked. @returns true, once, when too many have failed in a row */
  add(): boolean;
  /** A frame was cloaked, or the pipeline was rebuilt. */
  end(): void;
}

export function createFailures(): Failures {
  let inRow = 0;
  return {
    add: () => ++inRow === MOST_IN_ROW,
    end: () => void (inRow = 0),
  };
}
