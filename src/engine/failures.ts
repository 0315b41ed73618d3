// Notices when frames fail again and again: what they go through is broken, and every further frame would fail too.

/** So many in a row are no accident. */
const MOST_IN_ROW = 3;

export interface Failures {
  /** A frame was not cloaked. @returns true, once, when there were too many in a row */
  add(): boolean;
  /** A frame was cloaked, or what the frames go through was made anew. */
  end(): void;
}

export function createFailures(): Failures {
  let inRow = 0;
  return {
    add: () => ++inRow === MOST_IN_ROW,
    end: () => void (inRow = 0),
  };
}
