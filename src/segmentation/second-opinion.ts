// A second opinion of who is in a frame, for rooms of which nothing is remembered: that of a network which sees the
// picture alone, and knows people who are far away (picture-finder.ts). It is slower than the segmenter. Live it works in
// its own time, and its last word counts meanwhile; where nobody looks on, it is asked in every frame.
import type { SmallPicture } from '../cloak/room/small-picture.ts';
import { createAsking } from './asking.ts';
import { columnsOf, createBlobFinder, type Blobs } from './blobs.ts';
import { sampled } from './joint-mask.ts';
import type { PersonMask } from './person-mask.ts';
import { DOUBT, sureBeside, type PictureFinder } from './picture-finder.ts';

/** After an answer it rests this many times as long as that took: a quarter of a core. */
const RESTS = 3;
/** A word counts for so long; microseconds of frames. */
const WORD_LASTS = 1.5e6;

/** Somebody whom it sees so near, a share of the longer side, may reach here. */
const NEARBY = 0.016;
/** Nobody is there when it says so this often in turn, about pixels that stay as they are, */
const VOTES = 3;
/** ... in what hangs together over this share of the picture: small and far away it may overlook somebody. */
const LARGE = 0.03;
/** Grey levels of 255 from which a pixel is not as it was. */
const OTHER = 30;

export interface SecondOpinion {
  /** @param picture the same frame, small */
  hear(frame: VideoFrame, picture: SmallPicture, waits: boolean): Promise<void>;
  /**
   * The segmenter's mask with what the second opinion adds to it, and without what it has ruled out.
   * @param picture of the same frame, small
   */
  join(segmented: PersonMask, picture: SmallPicture, timestamp: number): PersonMask;
  set(finder: PictureFinder): void;
  reset(): void;
  dispose(): void;
}

interface Word {
  mask: PersonMask;
  /** The same, as large as the masks that it is joined with. */
  resized?: PersonMask;
  /** How often in turn nobody was seen there, of each cell: a pixel of the small picture. */
  against: Uint8Array;
  /** What it was about. */
  picture: SmallPicture;
  /** Microseconds of frames. */
  until: number;
}

/** @param notify told in a sentence when the finder is left out */
export function createSecondOpinion(notify: (sentence: string) => void): SecondOpinion {
  const asking = createAsking<PictureFinder>(notify);
  let word: Word | undefined;
  let restsUntil = -Infinity; // ms
  let isUnderWay = false;
  let era = {};
  let grid: { width: number; height: number; findBlobs: (mask: PersonMask) => Blobs } | undefined;

  async function ask(frame: VideoFrame, picture: SmallPicture): Promise<void> {
    const { timestamp } = frame;
    const asked = era;
    const began = performance.now();
    isUnderWay = true;
    const mask = await asking.ask((finder) => finder.run(frame));
    isUnderWay = false;
    restsUntil = performance.now() + RESTS * (performance.now() - began);
    if (!mask || asked !== era) return;
    const against = votesAgainst(mask, picture, word);
    word = { mask, against, picture, until: timestamp + WORD_LASTS };
  }

  function blobsOf(mask: PersonMask, { width, height }: SmallPicture): Blobs {
    if (grid?.width !== width || grid.height !== height) {
      grid = { width, height, findBlobs: createBlobFinder(width, height) };
    }
    return grid.findBlobs(mask);
  }

  /** 1 in the cells where a large part of the mask is furniture; undefined: nowhere. */
  function furniture(mask: PersonMask, now: SmallPicture, said: Word): Uint8Array | undefined {
    if (now.width !== said.picture.width || now.height !== said.picture.height) return undefined;
    const large = blobsOf(mask, now).list.filter(
      ({ cells }) => cells.length > LARGE * said.against.length,
    );
    let ruledOut: Uint8Array | undefined;
    for (const { cells } of large) {
      for (let i = 0; i < cells.length; i++) {
        const cell = cells[i]!;
        if (said.against[cell]! < VOTES || !isUnchanged(cell, said.picture, now)) continue;
        ruledOut ??= new Uint8Array(said.against.length);
        ruledOut[cell] = 1;
      }
    }
    return ruledOut;
  }

  return {
    async hear(frame, picture, waits) {
      if (!asking.isThere) return;
      if (waits) return ask(frame, picture);
      if (!isUnderWay && performance.now() >= restsUntil) void ask(frame, picture);
    },
    join(segmented, picture, timestamp) {
      if (!word || !(timestamp < word.until)) return segmented;
      const width = Math.max(segmented.width, word.mask.width);
      const height = Math.max(segmented.height, word.mask.height);
      const ruledOut = furniture(segmented, picture, word);
      if (word.resized?.width !== width || word.resized.height !== height) {
        word.resized = { data: sampled(word.mask, width, height), width, height };
      }
      const second = word.resized.data;
      const data = sampled(segmented, width, height).slice();
      const sure = sureBeside(segmented);
      for (let i = 0; i < data.length; i++) {
        if (second[i]! >= sure && second[i]! > data[i]!) data[i] = second[i]!;
      }
      const joined = { data, width, height };
      if (ruledOut) takeOut(joined, second, sure, ruledOut, picture);
      return joined;
    },
    set: (finder) => asking.set(finder),
    reset() {
      word = undefined;
      restsUntil = -Infinity;
      era = {};
    },
    dispose: () => asking.dispose(),
  };
}

/** Leaves of the mask, in the cells that are ruled out, what the second opinion says; but for whom it is sure of. */
function takeOut(
  { data, width, height }: PersonMask,
  second: Uint8Array,
  sure: number,
  ruledOut: Uint8Array,
  cells: { width: number; height: number },
): void {
  const columns = columnsOf(width, cells.width);
  for (let y = 0, i = 0; y < height; y++) {
    const row = Math.floor((y * cells.height) / height) * cells.width;
    for (let x = 0; x < width; x++, i++) {
      if (ruledOut[row + columns[x]!] && second[i]! < sure)
        data[i] = Math.min(data[i]!, second[i]!);
    }
  }
}

/** How often in turn nobody was seen in a cell that stayed as it is. */
function votesAgainst(mask: PersonMask, picture: SmallPicture, last: Word | undefined): Uint8Array {
  const { width, height } = picture;
  const isAlike = last?.picture.width === width && last.picture.height === height;
  return nearby(sampled(mask, width, height), width, height).map((value, cell) => {
    if (value >= DOUBT) return 0;
    const isAsBefore = isAlike && isUnchanged(cell, last.picture, picture);
    return isAsBefore ? Math.min(VOTES, last.against[cell]! + 1) : 1;
  });
}

/** The most that the mask says within reach of each cell. */
function nearby(mask: Uint8Array, width: number, height: number): Uint8Array {
  const reach = Math.ceil(NEARBY * Math.max(width, height));
  const across = mask.map((_, i) => {
    const x = i % width;
    const end = i + Math.min(width - 1 - x, reach);
    let most = 0;
    for (let at = i - Math.min(x, reach); at <= end; at++) most = Math.max(most, mask[at]!);
    return most;
  });
  return across.map((_, i) => {
    const y = Math.floor(i / width);
    const end = i + Math.min(height - 1 - y, reach) * width;
    let most = 0;
    for (let at = i - Math.min(y, reach) * width; at <= end; at += width) {
      most = Math.max(most, across[at]!);
    }
    return most;
  });
}

/** Whether two small pictures of one size show the same in a cell and beside it. */
function isUnchanged(cell: number, before: SmallPicture, now: SmallPicture): boolean {
  const { width, height } = now;
  const x = cell % width;
  const y = (cell - x) / width;
  for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
    for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
      const at = 4 * (v * width + u);
      for (let c = at; c < at + 3; c++) {
        if (Math.abs(before.data[c]! - now.data[c]!) > OTHER) return false;
      }
    }
  }
  return true;
}
