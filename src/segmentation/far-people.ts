// People who are too small for the picture finder in the whole picture: it looks at parts of it, one after the other. There
// it takes more things for people, so only who is small, and whom it is very sure of somewhere, counts.
import type { SmallPicture } from '../frame/small-picture.ts';
import { columnsOf, createBlobFinder } from './blobs.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import { isUnchanged } from './same-cell.ts';

/** Parts, one in each corner, */
const PARTS = 4;
/** ... with sides of this share of the picture's: they overlap, so that a person is whole in one. */
const SIDE = 0.6;
/** In parts, their mask from here on is somebody, 0..255, */
const SOMEBODY = 153;
/** ... if it is this sure somewhere, */
const VERY_SURE = 245;
/** ... and they have less than this share of the whole picture: whoever is larger is known from there. */
const SMALL = 0.03;
/** What was found counts for so long, microseconds of frames; */
const LASTS = 0.5e6;
/** ... and in cells that stay as they are for so long: somebody who stands or sits. */
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
   * Looks at the next part.
   * @param waits the frame stays open until this resolves: the first time, all parts of it are looked at
   */
  look(frame: VideoFrame, picture: SmallPicture, waits: boolean): Promise<void>;
  /** Draws who was found into a mask of the whole frame. @param picture of that frame, small */
  addTo(mask: PersonMask, picture: SmallPicture, timestamp: number): void;
  reset(): void;
}

interface Found {
  /** Of the part alone. */
  mask: PersonMask;
  /** When it was looked at, microseconds of frames, and the frame of then. */
  at: number;
  picture: SmallPicture;
}

/** @param ask the picture finder, about a part of the frame; the frame is looked at before it returns */
export function createFarPeople(
  ask: (frame: VideoFrame, part: FramePart) => Promise<PersonMask | undefined>,
): FarPeople {
  const found: (Found | undefined)[] = [];
  let next = 0;
  let era = {};

  async function lookAt(number: number, frame: VideoFrame, picture: SmallPicture): Promise<void> {
    const asked = era;
    const { timestamp: at, displayWidth, displayHeight } = frame;
    const mask = await ask(frame, partOf(number, displayWidth, displayHeight));
    if (mask && asked === era) found[number] = { mask: smallAndSure(mask), at, picture };
  }

  return {
    async look(frame, picture, waits) {
      const count = waits && found.length === 0 ? PARTS : 1;
      for (let i = 0; i < count; i++) {
        await lookAt(next, frame, picture);
        next = (next + 1) % PARTS;
      }
    },
    addTo(mask, picture, timestamp) {
      found.forEach((part, number) => {
        if (!part || timestamp - part.at > LASTS_IF_STILL) return;
        draw(part, number, mask, picture, timestamp - part.at > LASTS);
      });
    },
    reset() {
      found.length = 0;
      next = 0;
      era = {};
    },
  };
}

/** @param width, height of the frame, px */
function partOf(number: number, width: number, height: number): FramePart {
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

/** @param onlyStill leaves out cells that show something else by now */
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
