// What went wrong with a source, in the user's words.

/** Two of the three parts of every sentence about a problem. The page adds the middle one. */
export interface Problem {
  kind: string;
  /** What happened: a complete sentence. */
  happened: string;
  /** What the user can do: a complete sentence. */
  remedy: string;
  /** A file that does not play, but can be cloaked as a whole film. */
  film?: File;
}

/** Thrown by everything that opens a source. */
export class SourceError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.happened);
    this.name = 'SourceError';
    this.problem = problem;
  }
}

/**
 * The problem behind any error from opening a source.
 * @param error a SourceError, or an unforeseen failure
 */
export function problemOf(error: unknown): Problem {
  if (error instanceof SourceError) return error.problem;
  return {
    kind: 'unknown',
    happened: `The source could not be opened (${String(error)}).`,
    remedy: 'Try again, or try another source.',
  };
}

/**
 * The text that the page shows.
 * @param now what Vanish does now, a complete sentence
 */
export function describe(problem: Problem, now: string): string {
  return `${problem.happened} ${now} ${problem.remedy}`;
}
