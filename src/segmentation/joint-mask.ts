// Joins the masks of the segmenter and the finder for one frame.
import { between, stretch } from '../between.ts';
import type { Remembered } from './finder-planes.ts';
import type { PersonMask } from '../frame/person-mask.ts';

/** Where the finder's mask is below this, it overrules the segmenter: nobody is there. Of 255 */
const NOBODY = 20;

/** From this difference on, grey levels of 255, a pixel does not show the room. */
const OTHER = 30;
/** If a larger share of the known room differs, the light or the camera has changed, which would mislead the finder. */
const MOST_OTHER = 0.5;
/** The finder also counts as misled if it adds more than this share of the frame to what the segmenter found. */
const MOST_ADDED = 0.35;

/** Where the room is known, so that the finder counts. `[height, width]`, 255 there and 0 elsewhere. */
export type KnownRoom = PersonMask;

export interface JointOptions {
  /** Where the finder's mask is below this, nobody is there; 0..255. */
  nobody?: number;
  /** 255 where the finder does not count. */
  ghosts?: PersonMask;
  /** The finder's mask is of an earlier frame: it rules people out only where this is 255 too (`roomAlone`). */
  empty?: PersonMask;
}

/**
 * One mask, as large as the larger of the two. Where the room is known, both find people, and the finder, which sees
 * what differs from the room, can rule people out. Elsewhere only the segmenter counts: without a known room, and where
 * the room contains a person who is gone (ghosts.ts), the finder takes too much for people.
 */
export function joinMasks(
  segmented: PersonMask,
  found: PersonMask,
  known: KnownRoom,
  { nobody = NOBODY, ghosts, empty }: JointOptions = {},
): PersonMask {
  const width = Math.max(segmented.width, found.width);
  const height = Math.max(segmented.height, found.height);
  const [a, b] = [sampled(segmented, width, height), sampled(found, width, height)];
  const isKnown = sampled(known, width, height);
  const isGhost = ghosts && sampled(ghosts, width, height);
  const isEmpty = empty && sampled(empty, width, height);
  const data = new Uint8Array(width * height);
  let added = 0;
  for (let i = 0; i < data.length; i++) {
    if (isKnown[i]! < 128 || (isGhost && isGhost[i]! >= 128)) data[i] = a[i]!;
    else if (b[i]! < nobody && (!isEmpty || isEmpty[i]! === 255)) data[i] = b[i]!;
    else data[i] = Math.max(a[i]!, b[i]!);
    if (data[i]! > 127 && a[i]! < 128) added++;
  }
  if (added > MOST_ADDED * data.length) return segmented;
  return { data, width, height };
}

/** Whether the frame shows the remembered room, in similar light, apart from people in front of it. */
export function isAsRemembered({ room, confidence, frame, seenFrom }: Remembered): boolean {
  let known = 0;
  let other = 0;
  for (let pixel = 0; pixel < confidence.length; pixel++) {
    if (confidence[pixel]! < seenFrom) continue;
    known++;
    if (isOther(frame, room, pixel)) other++;
  }
  return known > 0 && other <= MOST_OTHER * known;
}

function isOther(frame: Uint8ClampedArray, room: Float32Array, pixel: number): boolean {
  for (let c = 0; c < 3; c++) {
    if (Math.abs(frame[4 * pixel + c]! - room[3 * pixel + c]!) > OTHER) return true;
  }
  return false;
}

/** Where the frame shows the known room as remembered. `[height, width]`, 255 there and 0 elsewhere. */
export function roomAlone(remembered: Remembered): PersonMask {
  const { width, height, room, confidence, frame, seenFrom } = remembered;
  const data = new Uint8Array(confidence.length);
  for (let pixel = 0; pixel < data.length; pixel++) {
    if (confidence[pixel]! >= seenFrom && !isOther(frame, room, pixel)) data[pixel] = 255;
  }
  return { data, width, height };
}

/** Where the room is known. */
export function knownRoom({ width, height, confidence, seenFrom }: Remembered): KnownRoom {
  const data = new Uint8Array(confidence.length);
  for (let pixel = 0; pixel < data.length; pixel++) {
    if (confidence[pixel]! >= seenFrom) data[pixel] = 255;
  }
  return { width, height, data };
}

/** The mask's values at another size, bilinear, row by row; the mask's own data if it has that size. */
export function sampled(mask: PersonMask, width: number, height: number): Uint8Array {
  if (mask.width === width && mask.height === height) return mask.data;
  const data = new Uint8Array(width * height);
  const axes = { columns: between(mask.width, width), rows: between(mask.height, height) };
  stretch(mask, axes, data, { first: 0, stride: width });
  return data;
}
