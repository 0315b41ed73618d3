// A second opinion on who is in a frame, mainly for rooms that are not known yet. It comes from a network that needs
// only the picture and finds people who are far away (picture-finder.ts). That network is slower than the segmenter.
// Live, no frame waits for it, and its latest result is used. In offline mode it runs on every frame, or on fewer once
// the room is known. The file is longer than others because adding people and ruling out furniture use the same result.
import type { SmallPicture } from '../frame/small-picture.ts';
import { guardNetwork } from './guarded-network.ts';
import { columnsOf, createBlobFinder, type Blobs } from './blobs.ts';
import { sampled } from './joint-mask.ts';
import { createFarPeople, type FramePart, type Finish } from './far-people.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import { DOUBT, SURE_BESIDE, sureBeside, type PictureFinder } from './picture-finder.ts';
import { isUnchanged } from './same-cell.ts';

/** After an answer it pauses for this many times its own duration, so that it uses a quarter of a core. */
const RESTS = 3;
/**
 * The same where nearly all of the room is known. It still runs, as somebody may have been there when the room was
 * learned.
 */
const RESTS_IF_KNOWN = 12;
/** In offline mode, with the room known, it runs this often; microseconds of frame time. */
const EVERY_IF_KNOWN = 0.16e6;
/** How long a result is used; microseconds of frame time. */
const RESULT_LASTS = 2e6;

/** Nothing is ruled out within this distance of a pixel that may be somebody; a share of the longer side. */
const NEARBY = 0.016;
/** The same within this distance of a body. */
const REACH_OF_BODY = 0.05;
/** Mask values from here on are a body, 0..255. */
const BODY = 102;
/**
 * Elsewhere it rules people out once it has seen nobody for this long, in unchanged pixels; microseconds of frame time;
 */
const NOBODY_FOR = 0.5e6;
/** and then only regions larger than this share of the picture: it may overlook the legs of smaller people. */
const LARGE = 0.25;

export interface SecondOpinion {
  /** Offline mode: if it is due, starts to run on a frame before its turn. `runIfDue` then waits for less time. */
  ahead(frame: VideoFrame): void;
  /**
   * Runs on a frame when it is due.
   * @param picture the same frame, small
   * @param options `waits`: offline mode, the frame waits for the result; `isKnown`: nearly all of the room is known,
   * so it runs less often
   */
  runIfDue(
    frame: VideoFrame,
    picture: SmallPicture,
    options: { waits: boolean; isKnown: boolean },
  ): Promise<void>;
  /**
   * The segmenter's mask plus people whom the second opinion adds, minus what it has ruled out.
   * @param picture of the same frame, small
   */
  join(segmented: PersonMask, picture: SmallPicture, timestamp: number): PersonMask;
  /** The people of whom it is very sure; undefined without a recent result. */
  surePeople(timestamp: number): SurePeople | undefined;
  /** Runs on a single picture or a part of it; undefined when there is no answer. */
  ask(frame: VideoFrame, part?: FramePart): Promise<PersonMask | undefined>;
  set(finder: PictureFinder): void;
  reset(): void;
  dispose(): void;
}

export interface SurePeople {
  /** At the size of the small picture. */
  mask: PersonMask;
  /** The frame in which they were seen, small. They may have moved since. */
  picture: SmallPicture;
}

interface Result {
  mask: PersonMask;
  /** `mask` resampled to the size of the masks it is joined with; cached. */
  resized?: PersonMask;
  /**
   * Per cell (a pixel of the small picture), how long nobody was seen there, microseconds of frame time; -1: somebody
   * may be there.
   */
  nobodyFor: Float64Array;
  /** The small picture of the frame that it was computed from. */
  picture: SmallPicture;
  /** Timestamp of that frame, microseconds. */
  at: number;
}

/** @param notify receives a sentence when the finder is disabled */
export function createSecondOpinion(notify: (sentence: string) => void): SecondOpinion {
  const network = guardNetwork<PictureFinder>(notify);
  const far = createFarPeople((frame, part) => network.ask((finder) => finder.run(frame, part)));
  let latest: Result | undefined;
  /** Live, it alternates between the whole picture and a part of it. */
  let isPartsTurn = false;
  let restsUntil = -Infinity; // ms
  let isUnderWay = false;
  /** Offline mode: the frames on which it was started before their turn. */
  const begun = new WeakMap<VideoFrame, Finish>();
  /** Timestamp of the last frame that it ran on, microseconds, and whether nearly all of the room was known then. */
  let last = { at: -Infinity, isKnown: false };
  let era = {};
  let grid: { width: number; height: number; findBlobs: (mask: PersonMask) => Blobs } | undefined;

  function beginAll(frame: VideoFrame): Finish {
    const { timestamp: at } = frame;
    const asked = era;
    const coming = network.ask((finder) => finder.run(frame));
    return async (picture) => {
      const mask = await coming;
      if (!mask || asked !== era) return;
      latest = { mask, nobodyFor: nobodyIn(mask, picture, at, latest), picture, at };
    };
  }

  /** Offline mode: the whole picture and a part of it. */
  function begin(frame: VideoFrame): Finish {
    last.at = frame.timestamp;
    const finishes = [beginAll(frame), far.begin(frame, true)];
    return async (picture) => {
      for (const finish of finishes) await finish(picture);
    };
  }

  /** Offline mode: whether it should run on the frame. */
  function isDue({ timestamp }: VideoFrame): boolean {
    const since = timestamp - last.at;
    return !last.isKnown || since < 0 || since >= EVERY_IF_KNOWN;
  }

  /** Frames do not wait for this. */
  async function runLive(frame: VideoFrame, picture: SmallPicture, rests: number): Promise<void> {
    const began = performance.now();
    isUnderWay = true;
    const finish = isPartsTurn ? far.begin(frame, false) : beginAll(frame);
    await finish(picture);
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

  /** 1 in the cells where a large region of the mask is furniture; undefined: nowhere. */
  function furniture(mask: PersonMask, now: SmallPicture, result: Result): Uint8Array | undefined {
    const large = blobsOf(mask, now).list.filter(
      ({ cells }) => cells.length > LARGE * result.nobodyFor.length,
    );
    let ruledOut: Uint8Array | undefined;
    for (const { cells } of large) {
      for (let i = 0; i < cells.length; i++) {
        const cell = cells[i]!;
        if (result.nobodyFor[cell]! < NOBODY_FOR || !isUnchanged(cell, result.picture, now))
          continue;
        ruledOut ??= new Uint8Array(result.nobodyFor.length);
        ruledOut[cell] = 1;
      }
    }
    return ruledOut;
  }

  return {
    ahead(frame) {
      if (network.isThere && isDue(frame)) begun.set(frame, begin(frame));
    },
    async runIfDue(frame, picture, { waits, isKnown }) {
      if (!network.isThere) return;
      if (!waits) {
        const rests = isKnown ? RESTS_IF_KNOWN : RESTS;
        if (!isUnderWay && performance.now() >= restsUntil) void runLive(frame, picture, rests);
      } else {
        last.isKnown = isKnown;
        const finish = begun.get(frame) ?? (isDue(frame) ? begin(frame) : undefined);
        await finish?.(picture);
      }
    },
    join(segmented, picture, timestamp) {
      if (!isCurrent(latest, timestamp)) return segmented;
      const width = Math.max(segmented.width, latest.mask.width);
      const height = Math.max(segmented.height, latest.mask.height);
      const ruledOut = furniture(segmented, picture, latest);
      if (latest.resized?.width !== width || latest.resized.height !== height) {
        latest.resized = { data: sampled(latest.mask, width, height), width, height };
      }
      const second = latest.resized.data;
      const data = sampled(segmented, width, height).slice();
      const sure = sureBeside(segmented);
      for (let i = 0; i < data.length; i++) {
        if (second[i]! >= sure && second[i]! > data[i]!) data[i] = second[i]!;
      }
      const joined = { data, width, height };
      far.addTo(joined, picture, timestamp);
      if (ruledOut) ruleOut(joined, second, sure, ruledOut, picture);
      return joined;
    },
    surePeople(timestamp) {
      if (!isCurrent(latest, timestamp)) return undefined;
      const { picture, at } = latest;
      const { width, height } = picture;
      const data = sampled(latest.mask, width, height).map((value) =>
        value >= SURE_BESIDE ? value : 0,
      );
      const somebody = { data, width, height };
      far.addTo(somebody, picture, at, true);
      return { mask: somebody, picture };
    },
    ask: (frame, part) => network.ask((finder) => finder.run(frame, part)),
    set: (finder) => network.set(finder),
    reset() {
      latest = undefined;
      far.reset();
      isPartsTurn = false;
      restsUntil = -Infinity;
      last = { at: -Infinity, isKnown: false };
      era = {};
    },
    dispose: () => network.dispose(),
  };
}

/**
 * In the cells that are ruled out, lowers the mask to the second opinion's, except where that is sure of somebody.
 */
function ruleOut(
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

/** How long nobody was seen in unchanged cells. @param at timestamp of the frame, microseconds */
function nobodyIn(
  mask: PersonMask,
  picture: SmallPicture,
  at: number,
  last: Result | undefined,
): Float64Array {
  const { width, height } = picture;
  const seen = sampled(mask, width, height);
  const somebody = nearby(seen, NEARBY, width, height);
  const body = nearby(
    seen.map((value) => (value >= BODY ? value : 0)),
    REACH_OF_BODY,
    width,
    height,
  );
  return Float64Array.from(seen, (_, cell) => {
    if (somebody[cell]! >= DOUBT || body[cell]! > 0) return -1;
    const before = last && isUnchanged(cell, last.picture, picture) ? last.nobodyFor[cell]! : -1;
    return before < 0 ? 0 : before + at - last!.at;
  });
}

/** The mask's maximum within reach of each cell. @param share reach, as a share of the longer side */
function nearby(mask: Uint8Array, share: number, width: number, height: number): Uint8Array {
  const reach = Math.ceil(share * Math.max(width, height));
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

function isCurrent(result: Result | undefined, timestamp: number): result is Result {
  return result !== undefined && timestamp < result.at + RESULT_LASTS;
}
