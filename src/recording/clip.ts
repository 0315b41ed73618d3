// A clip: a video that was written on this machine, and what is known about it. Types and names only; clip-store.ts
// defines where clips are kept.
import { safeFileName } from './file-name.ts';

/** recording: what the page showed. film: a whole video, cloaked frame by frame. */
export type ClipKind = 'recording' | 'film';

export type ClipType = 'video/mp4' | 'video/webm';

export interface Clip {
  /** Also the start of its files' names. */
  readonly id: string;
  /** The name as the user sees it, without an extension. */
  readonly name: string;
  readonly kind: ClipKind;
  /** When it was started, ms since 1970. */
  readonly madeAt: number;
  readonly type: ClipType;
  /** False while it is being written, and for good if that was interrupted. */
  readonly isFinished: boolean;
  /** Size of the whole file, bytes; 0 until it is finished. */
  readonly bytes: number;
  /** Seconds; 0 until it is finished. */
  readonly duration: number;
  /** The most people who were kept in the picture at once; absent if nobody counted. */
  readonly kept?: number;
}

/** What is known before the first frame. */
export type NewClip = Pick<Clip, 'name' | 'kind' | 'type'>;

/** What mediabunny's `StreamTarget` writes: bytes, and their position in the file. */
export interface ClipChunk {
  type: 'write';
  data: Uint8Array<ArrayBuffer>;
  position: number;
}

/** mp4 or webm */
export function endingOf(type: ClipType): string {
  return type === 'video/mp4' ? 'mp4' : 'webm';
}

/**
 * A name for something made at that time, like "Vanish 2026-03-01 14.05.09": local time, safe for files.
 * @param at ms since 1970
 */
export function nameByTime(at: number): string {
  const time = new Date(at);
  const two = (number: number) => String(number).padStart(2, '0');
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `Vanish ${day} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join('.')}`;
}

/** The name made safe for a file (file-name.ts), with its extension. */
export function fileNameOf({ name, type }: Pick<Clip, 'name' | 'type'>): string {
  return safeFileName(name, endingOf(type));
}
