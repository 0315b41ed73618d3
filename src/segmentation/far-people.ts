// Finds people who are too small for the picture finder in the whole picture, by showing it parts of the picture in
// turn. In parts it mistakes more things for people, so only small regions with a very sure spot count.
import type { SmallPicture } from '../frame/small-picture.ts';
import { columnsOf, createBlobFinder } from './blobs.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import { isUnchanged } from './same-cell.ts';

/** Parts, one in each corner. */
export const PARTS = 4;
/** Their sides, a share of the picture's: they overlap, so that every small person is whole in one. */
const SIDE = 0.6;
/** In parts, mask values from here on are somebody, 0..255, */
const SOMEBODY = 153;
/** if the region reaches this value somewhere, */
const VERY_SURE = 245;
/** and covers less than this share of the whole picture: larger people are found there anyway. */
const SMALL = 0.03;
/** How long a finding counts, microseconds of frame time. */
const LASTS = 0.5e6;
/** How long it counts in unchanged cells, where somebody stands or sits, microseconds of frame time. */
const LASTS_IF_STILL = 3e6;

/** A part of a frame, px. */
export interface FramePart {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface FarPeople {
  /**
   * Starts to look at the next part. The frame is read before this returns.
   * @param waits the first call looks at all parts
   * @returns a function that waits for the result and keeps it
   */
  begin(frame: VideoFrame, waits: boolean): Finish;
  /**
   * Draws the people found into a mask of the whole frame.
   * @param picture the same frame, small
   * @param onlyStill leaves out cells that have changed since, however recent the finding is
   */
  addTo(mask: PersonMask, picture: SmallPicture, timestamp: number, onlyStill?: boolean): void;
  reset(): void;
}

/** Waits for the result and keeps it. @param picture the frame that was looked at, small */
export type Finish = (picture: SmallPicture) => Promise<void>;

interface Found {
  /** Of the part only. */
  mask: PersonMask;
  /** Timestamp and small picture of the frame that was searched, microseconds. */
  at: number;
  picture: SmallPicture;
}

/** @param ask runs the picture finder on a part of the frame; it reads the frame before it returns */
export function createFarPeople(
  ask: (frame: VideoFrame, part: FramePart) => Promise<PersonMask | undefined>,
): FarPeople {
  const found: (Found | undefined)[] = [];
  let next = 0;
  let hasBegun = false;
  let era = {};

  function beginPart(frame: VideoFrame): Finish {
    const asked = era;
    const number = next;
    next = (next + 1) % PARTS;
    const { timestamp: at, displayWidth, displayHeight } = frame;
    const coming = ask(frame, partOf(number, displayWidth, displayHeight));
    return async (picture) => {
      const mask = await coming;
      if (mask && asked === era) found[number] = { mask: smallAndSure(mask), at, picture };
    };
  }

  return {
    begin(frame, waits) {
      const isFirst = !hasBegun;
      hasBegun = true;
      const parts = Array.from({ length: waits && isFirst ? PARTS : 1 }, () => beginPart(frame));
      return async (picture) => {
        for (const finish of parts) await finish(picture);
      };
    },
    addTo(mask, picture, timestamp, onlyStill = false) {
      found.forEach((part, number) => {
        if (!part || timestamp - part.at > LASTS_IF_STILL) return;
        draw(part, number, mask, picture, onlyStill || timestamp - part.at > LASTS);
      });
    },
    reset() {
      found.length = 0;
      next = 0;
      hasBegun = false;
      era = {};
    },
  };
}

/** @param number from 0 on @param width px of the frame @param height px of the frame */
export function partOf(number: number, width: number, height: number): FramePart {
  const part = { width: Math.round(SIDE * width), height: Math.round(SIDE * height) };
  const x = number % 2 === 0 ? 0 : width - part.width;
  const y = number < 2 ? 0 : height - part.height;
  return { x, y, ...part };
}

function smallAndSure({ data, width, height }: PersonMask): PersonMask {
  const somebody = data.map((value) => (value >= SOMEBODY ? value : 0));
  const { list } = createBlobFinder(width, height)({ data: somebody, width, height });
  const kept = new Uint8Array(data.length);
  for (const { cells } of list) {
    if (cells.length * SIDE * SIDE > SMALL * data.length) continue;
    if (!cells.some((cell) => data[cell]! >= VERY_SURE)) continue;
    for (const cell of cells) kept[cell] = data[cell]!;
  }
  return { data: kept, width, height };
}

/** @param onlyStill leaves out cells that have changed since */
function draw(
  { mask, picture: before }: Found,
  number: number,
  into: PersonMask,
  picture: SmallPicture,
  onlyStill: boolean,
): void {
  const { x: left, y: top, width, height } = partOf(number, into.width, into.height);
  const columns = columnsOf(width, mask.width);
  const cellOf = columnsOf(into.width, picture.width);
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * mask.height) / height) * mask.width;
    const cells = Math.floor(((top + y) * picture.height) / into.height) * picture.width;
    for (let x = 0; x < width; x++) {
      const value = mask.data[row + columns[x]!]!;
      const at = (top + y) * into.width + left + x;
      if (value <= into.data[at]!) continue;
      if (onlyStill && !isUnchanged(cells + cellOf[left + x]!, before, picture)) continue;
      into.data[at] = value;
    }
  }
}
