// The interface of every clip store. open-store.ts chooses one.
import { VanishError } from '../vanish-error.ts';
import type { Clip, ClipChunk, NewClip } from './clip.ts';

/** A file that is being written. Closing or aborting `stream` closes the file. */
export interface ClipWriting {
  /** Takes mediabunny's chunks: `new StreamTarget(writing.stream)`. */
  readonly stream: WritableStream<ClipChunk>;
  /** The size of the file, also after a failed write. */
  readonly bytes: number;
  /** Closes the file, whatever state `stream` is in. A second call does nothing. */
  close(): void;
}

/** A clip in progress. Until `release`, nobody else lists it as unfinished. */
export interface ClipDraft extends ClipWriting {
  readonly clip: Clip;
  /** What has been written to `stream` so far. */
  read(): Promise<File>;
  /**
   * Writes the file that replaces the draft's (which may be fragmented, or lack a duration). The draft's own file stays
   * until `finish`.
   */
  rewrite(): Promise<ClipWriting>;
  /**
   * Marks the clip as complete. Its file is the one from `rewrite` or, without that, the one behind `stream`. Close the
   * streams first.
   * @param duration seconds
   * @param kept the most people who were kept in the picture at once
   */
  finish(duration: number, kept: number): Promise<Clip>;
  /**
   * For a clip that cannot be finished: deletes the file from `rewrite` and truncates the draft's own file to its first
   * bytes. The clip stays unfinished. Never rejects.
   */
  keepAsIs(bytes: number): Promise<void>;
  /** Closes its files and releases the clip. If it is not finished, it then counts as left behind. */
  release(): void;
}

export interface ClipStore {
  /** False if its content is lost with the page. */
  readonly isLasting: boolean;
  /** Largest size of a file, bytes. Infinity if only the disk limits it. */
  readonly limit: number;
  /** How much more can be written, bytes; Infinity if unknown. */
  freeBytes(): Promise<number>;
  /** Starts a clip. In a worker only, since only there can files be written in pieces. */
  create(clip: NewClip): Promise<ClipDraft>;
  /** Reopens a clip that was left behind. In a worker only. @throws if another tab has it open */
  resume(id: string): Promise<ClipDraft>;
  /** Newest first. Clips that are being written, here or in another tab, are not listed. */
  list(): Promise<Clip[]>;
  /** @throws if there is no such clip */
  open(id: string): Promise<File>;
  rename(id: string, name: string): Promise<void>;
  /** Also deletes what this store is still writing of it. */
  remove(id: string): Promise<void>;
}

/** The store is full. What was written before stays. The message is a sentence that says what is used up. */
export class DiskFullError extends VanishError {
  override readonly name = 'DiskFullError';

  constructor(message: string, options?: ErrorOptions) {
    super('disk-full', message, options);
  }
}
