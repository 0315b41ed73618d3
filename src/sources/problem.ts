// What went wrong with a source, in the words of the person in front of the page.

/** Two of the three parts that every sentence about a problem has; the page adds the middle one. */
export interface Problem {
  kind: string;
  /** What happened: a whole sentence. */
  happened: string;
  /** What the person can do: a whole sentence. */
  remedy: string;
  /** What does not play, but can be cloaked as a whole film. */
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
 * The problem behind anything that was thrown while a source was opened.
 * @param error a SourceError, or a failure nobody foresaw
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
 * @param now what Vanish does now, a whole sentence
 */
export function describe(problem: Problem, now: string): string {
  return `${problem.happened} ${now} ${problem.remedy}`;
}
