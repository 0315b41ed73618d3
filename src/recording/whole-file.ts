// An ordinary file of a clip, as players and editors want it: with a duration and an index to seek by.
import { Mp4OutputFormat, StreamTarget, WebMOutputFormat, type Output } from 'mediabunny';
import type { ClipType } from './clip.ts';
import type { ClipWriting } from './clip-store.ts';
import { BareOutput } from './film/bare-output.ts';

/** Bytes that are put together before they are written. */
const CHUNK = 1024 * 1024;

/** mediabunny's output of that type into the file. */
export function wholeFile(type: ClipType, { stream }: ClipWriting): Output {
  return new BareOutput({
    // The index at the end: the file need not be held in memory, nor written twice.
    format:
      type === 'video/mp4' ? new Mp4OutputFormat({ fastStart: false }) : new WebMOutputFormat(),
    target: new StreamTarget(stream, { chunked: true, chunkSize: CHUNK }),
  });
}
