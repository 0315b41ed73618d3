// A second opinion of who is in a frame, for rooms of which nothing is remembered: that of a network which sees the
// picture alone, and knows people who are far away (picture-finder.ts). It is slower than the segmenter. Live it works in
// its own time, and its last word counts meanwhile; where nobody looks on, it is asked in every frame.
import type { SmallPicture } from '../cloak/room/small-picture.ts';
import { createAsking } from './asking.ts';
import { columnsOf, createBlobFinder, type Blobs } from './blobs.ts';
import { sampled } from './joint-mask.ts';
import { createFarPeople, type FramePart } from './far-people.ts';
import type { PersonMask } from './person-mask.ts';
import { DOUBT, SURE_BESIDE, sureBeside, type PictureFinder } from './picture-finder.ts';
import { isUnchanged } from './same-cell.ts';

/** After an answer it rests this many times as long as that took: a quarter of a core. */
const RESTS = 3;
/** ... and where nearly all of the room is known; somebody may have been there when it was learnt. */
const RESTS_IF_KNOWN = 12;
/** Where it is known and frames wait, every so many are looked at. */
const EVERY_IF_KNOWN = 5;
/** A word counts for so long; microseconds of frames. */
const WORD_LASTS = 2e6;

/** Somebody whom it sees so near, a share of the longer side, may reach here. */
const NEARBY = 0.016;
/** Nobody is there when it says so this often in turn, about pixels that stay as they are, */
const VOTES = 3;
/** ... in what hangs together over this share of the picture: small and far away it may overlook somebody. */
const LARGE = 0.03;

export interface SecondOpinion {
  /**
   * @param picture the same frame, small
   * @param isKnown nearly all of the room is: it is asked less often
   */
  hear(
    frame: VideoFrame,
    picture: SmallPicture,
    options: { waits: boolean; isKnown: boolean },
  ): Promise<void>;
  /**
   * The segmenter's mask with what the second opinion adds to it, and without what it has ruled out.
   * @param picture of the same frame, small
   */
  join(segmented: PersonMask, picture: SmallPicture, timestamp: number): PersonMask;
  /** Of whom it is very sure, as large as the small picture; undefined where it has nothing to say. */
  surely(picture: SmallPicture, timestamp: number): PersonMask | undefined;
  /** Of a picture on its own, or a part of it; undefined where it has nothing to say. */
  ask(frame: VideoFrame, part?: FramePart): Promise<PersonMask | undefined>;
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
  const far = createFarPeople((frame, part) => asking.ask((finder) => finder.run(frame, part)));
  let word: Word | undefined;
  /** Live it looks at the whole picture and at a part of it by turns. */
  let isPartsTurn = false;
  let restsUntil = -Infinity; // ms
  let isUnderWay = false;
  let frames = 0;
  let era = {};
  let grid: { width: number; height: number; findBlobs: (mask: PersonMask) => Blobs } | undefined;

  async function lookAtAll(frame: VideoFrame, picture: SmallPicture): Promise<void> {
    const { timestamp } = frame;
    const asked = era;
    const mask = await asking.ask((finder) => finder.run(frame));
    if (!mask || asked !== era) return;
    const against = votesAgainst(mask, picture, word);
    word = { mask, against, picture, until: timestamp + WORD_LASTS };
  }

  /** Looks while the frames go on. */
  async function look(frame: VideoFrame, picture: SmallPicture, rests: number): Promise<void> {
    const began = performance.now();
    isUnderWay = true;
    await (isPartsTurn ? far.look(frame, picture, false) : lookAtAll(frame, picture));
    isUnderWay = false;
    isPartsTurn = !isPartsTurn;
    restsUntil = performance.now() + rests * (performance.now() - began);
  }

  function blobsOf(mask: PersonMask, { width, height }: SmallPicture): Blobs {
    if (grid?.width !== width || grid.height !== height) {
      grid = { width, height, findBlobs: createBlobFinder(width, height) };
    }
    return grid.findBlobs(mask);
  }

  /** 1 in the cells where a large part of the mask is furniture; undefined: nowhere. */
  function furniture(mask: PersonMask, now: SmallPicture, said: Word): Uint8Array | undefined {
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
    async hear(frame, picture, { waits, isKnown }) {
      if (!asking.isThere) return;
      if (!waits) {
        const rests = isKnown ? RESTS_IF_KNOWN : RESTS;
        if (!isUnderWay && performance.now() >= restsUntil) void look(frame, picture, rests);
      } else if (!isKnown || frames++ % EVERY_IF_KNOWN === 0) {
        await lookAtAll(frame, picture);
        await far.look(frame, picture, true);
      }
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
      far.addTo(joined, picture, timestamp);
      if (ruledOut) takeOut(joined, second, sure, ruledOut, picture);
      return joined;
    },
    surely(picture, timestamp) {
      if (!word || !(timestamp < word.until)) return undefined;
      const { width, height } = picture;
      const data = sampled(word.mask, width, height).map((value) =>
        value >= SURE_BESIDE ? value : 0,
      );
      const somebody = { data, width, height };
      far.addTo(somebody, picture, timestamp);
      return somebody;
    },
    ask: (frame, part) => asking.ask((finder) => finder.run(frame, part)),
    set: (finder) => asking.set(finder),
    reset() {
      word = undefined;
      far.reset();
      isPartsTurn = false;
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
  return nearby(sampled(mask, width, height), width, height).map((value, cell) => {
    if (value >= DOUBT) return 0;
    return last && isUnchanged(cell, last.picture, picture)
      ? Math.min(VOTES, last.against[cell]! + 1)
      : 1;
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
