// An ordinary file of a clip, as players and editors expect it: with a duration and an index for seeking.
import { Mp4OutputFormat, StreamTarget, WebMOutputFormat, type Output } from 'mediabunny';
import type { ClipType } from './clip.ts';
import type { ClipWriting } from './clip-store.ts';
import { BareOutput } from './film/bare-output.ts';

/** Bytes that are collected before they are written. */
const CHUNK = 1024 * 1024;

/** mediabunny's output of that type into the file. */
export function wholeFile(type: ClipType, { stream }: ClipWriting): Output {
  return new BareOutput({
    // The index is at the end, so that the file need not be held in memory or written twice.
    format:
      type === 'video/mp4' ? new Mp4OutputFormat({ fastStart: false }) : new WebMOutputFormat(),
    target: new StreamTarget(stream, { chunked: true, chunkSize: CHUNK }),
  });
}
