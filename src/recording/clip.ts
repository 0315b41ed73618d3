// What a clip is: a video that was written on this machine, with what is known about it. Types and
// names only; where clips are kept stands in clip-store.ts.
import { safeFileName } from './file-name.ts';

/** recording: what the page showed. film: a whole video that was cloaked frame by frame. */
export type ClipKind = 'recording' | 'film';

export type ClipType = 'video/mp4' | 'video/webm';

export interface Clip {
  /** Also the beginning of its files' names. */
  readonly id: string;
  /** As the person calls it, without an ending. */
  readonly name: string;
  readonly kind: ClipKind;
  /** When it was begun, ms since 1970. */
  readonly madeAt: number;
  readonly type: ClipType;
  /** False while it is being written, and for ever if that was cut short. */
  readonly isFinished: boolean;
  /** Of the whole file, bytes; 0 until it is finished. */
  readonly bytes: number;
  /** Seconds; 0 until it is finished. */
  readonly duration: number;
  /** So many people were kept in the picture, at the most; absent where nobody counted. */
  readonly kept?: number;
}

/** What is known before the first frame. */
export type NewClip = Pick<Clip, 'name' | 'kind' | 'type'>;

/** What mediabunny's `StreamTarget` writes: bytes, and where in the file (bytes) they belong. */
export interface ClipChunk {
  type: 'write';
  data: Uint8Array<ArrayBuffer>;
  position: number;
}

/** mp4 or webm */
export function endingOf(type: ClipType): string {
  return type === 'video/mp4' ? 'mp4' : 'webm';
}

/** A name for something made at that time, as "Vanish 2026-03-01 14.05.09": local, good for files.
 * @param at ms since 1970 */
export function nameByTime(at: number): string {
  const time = new Date(at);
  const two = (number: number) => String(number).padStart(2, '0');
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `Vanish ${day} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join('.')}`;
}

/** The name as a file's (file-name.ts), with its ending. */
export function fileNameOf({ name, type }: Pick<Clip, 'name' | 'type'>): string {
  return safeFileName(name, endingOf(type));
}
