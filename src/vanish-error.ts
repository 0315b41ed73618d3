// Errors that a caller can act on: each has a sentence and a code. They travel between workers as plain objects.
import { sentenceOf } from './sentence-of.ts';

/**
 * What went wrong, for a program to act on.
 *
 * | code | what to do |
 * | --- | --- |
 * | `unsupported` | use another browser, or continue without the cloak; `createCloak.isSupported()` checks beforehand |
 * | `wrong-track` | pass a track of kind "video" |
 * | `track-ended` | open the camera again, and call `createCloak` with the new track |
 * | `not-loaded` | a file of `assets` or a worker could not be fetched: check the URL and the connection, and try again |
 * | `unknown-variant` | choose one that `models/catalog.json` lists |
 * | `unfit-variant` | its files are not those that its card names, or do not work here: choose another |
 * | `superseded` | nothing: a newer call replaced this one |
 * | `room-refused` | show the sentence to the user; another picture may fit |
 * | `disposed` | nothing: the cloak was disposed of |
 * | `broken` | call `createCloak` again |
 * | `recorder-gone` | nothing: what was recorded so far is recovered the next time the clips are listed |
 * | `disk-full` | free some disk space; what was recorded so far is kept |
 * | `too-late` | no answer came in time: try again |
 * | `failed` | show the sentence |
 */
export type ErrorCode =
  | 'unsupported'
  | 'wrong-track'
  | 'track-ended'
  | 'not-loaded'
  | 'unknown-variant'
  | 'unfit-variant'
  | 'superseded'
  | 'room-refused'
  | 'disposed'
  | 'broken'
  | 'recorder-gone'
  | 'disk-full'
  | 'too-late'
  | 'failed';

/**
 * The message is a sentence for the person; `code` is for the program, and `cause` is the underlying error, if known.
 */
export class VanishError extends Error {
  override readonly name: string = 'VanishError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.code = code;
  }
}

/** An error in the form that is posted between workers. */
export interface Problem {
  sentence: string;
  /** Defaults to "failed". */
  code?: ErrorCode;
  /** The sentence of the underlying error. */
  cause?: string;
}

/** @param thrown anything that was thrown */
export function problemOf(thrown: unknown): Problem {
  const sentence = sentenceOf(thrown);
  if (!(thrown instanceof VanishError)) return { sentence };
  const { code, cause } = thrown;
  return { sentence, code, ...(cause !== undefined && { cause: sentenceOf(cause) }) };
}

/** Rebuilds the error that `problemOf` described. */
export function errorOf({ sentence, code = 'failed', cause }: Problem): VanishError {
  const options = cause === undefined ? undefined : { cause: new Error(cause) };
  return new VanishError(code, sentence, options);
}
