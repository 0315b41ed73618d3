// Where clips are kept: what every store offers, whatever it is made of. open-store.ts chooses one.
import { VanishError } from '../vanish-error.ts';
import type { Clip, ClipChunk, NewClip } from './clip.ts';

/** A file that is being written. Closing `stream` closes the file, and aborting it does too. */
export interface ClipWriting {
  /** Takes mediabunny's chunks: `new StreamTarget(writing.stream)`. */
  readonly stream: WritableStream<ClipChunk>;
  /** What is in the file, also after a write that failed. */
  readonly bytes: number;
  /** Closes the file, whatever became of `stream`; a second time it does nothing. */
  close(): void;
}

/** A clip that is being made. Nobody else lists it as left behind, until `release`. */
export interface ClipDraft extends ClipWriting {
  readonly clip: Clip;
  /** What was written to `stream` up to now. */
  read(): Promise<File>;
  /**
   * Writes the file that the draft's becomes (a draft may be a fragmented file, or one without a duration).
   * The draft's own stays until `finish`.
   */
  rewrite(): Promise<ClipWriting>;
  /**
   * Now the clip is whole: what `rewrite` made is its file; without that, what `stream` got. Streams
   * must be closed before.
   * @param duration seconds
   * @param kept so many people were kept in its picture, at the most
   */
  finish(duration: number, kept: number): Promise<Clip>;
  /**
   * Where it cannot be finished: what `rewrite` made is removed, and of the draft's own file the first bytes are
   * kept, unfinished. Never throws.
   */
  keepAsIs(bytes: number): Promise<void>;
  /** Closes its files and ends the claim on the clip; what is not finished then counts as left behind. */
  release(): void;
}

export interface ClipStore {
  /** False: what is in it is gone with the page. */
  readonly isLasting: boolean;
  /** What one file may have, bytes; Infinity: what the disk has. */
  readonly limit: number;
  /** How much can be written beside what there is, bytes; Infinity where nobody knows. */
  room(): Promise<number>;
  /** Begins a clip. In a worker only: only there can files be written piece by piece. */
  create(clip: NewClip): Promise<ClipDraft>;
  /** Takes up a clip that was left behind. In a worker only. @throws if somebody is at it */
  resume(id: string): Promise<ClipDraft>;
  /** Newest first; those that are being written now, here or in another tab, are not among them. */
  list(): Promise<Clip[]>;
  /** @throws if there is no such clip */
  open(id: string): Promise<File>;
  rename(id: string, name: string): Promise<void>;
  /** Also what this store is still writing of it. */
  remove(id: string): Promise<void>;
}

/** The store has no more room; what was written before stays. Its message is a sentence that says what is used up. */
export class NoRoomError extends VanishError {
  override readonly name = 'NoRoomError';

  constructor(message: string, options?: ErrorOptions) {
    super('no-room', message, options);
  }
}
