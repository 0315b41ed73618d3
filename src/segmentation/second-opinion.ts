// A second opinion on who is in a frame, mainly for rooms that are not known yet. It comes from a network that needs
// only the picture and finds people who are far away (picture-finder.ts). That network is slower than the segmenter.
// Live, no frame waits for it, and its latest result is used. In offline mode it runs on every frame, or on fewer once
// the room is known. What it rules out is in furniture.ts.
import type { SeenBodies } from './bodies/bodies.ts';
import type { SmallPicture } from '../frame/small-picture.ts';
import { createFurnitureFinder, nobodyIn, ruleOut, type NobodySeen } from './furniture.ts';
import { guardNetwork } from './guarded-network.ts';
import { sampled } from './joint-mask.ts';
import { createFarPeople, type FramePart, type Finish } from './far-people.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import { SURE_BESIDE, sureBeside, type PictureFinder } from './picture-finder.ts';
import { createTurns } from './turns.ts';

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
  join(
    segmented: PersonMask,
    picture: SmallPicture,
    timestamp: number,
    bodies?: SeenBodies,
  ): Joined;
  /** The people of whom it is very sure; undefined without a recent result. */
  surePeople(timestamp: number): SurePeople | undefined;
  /** Runs on a single picture or a part of it; undefined when there is no answer. */
  ask(frame: VideoFrame, part?: FramePart): Promise<PersonMask | undefined>;
  set(finder: PictureFinder): void;
  reset(): void;
  dispose(): void;
}

export interface Joined {
  mask: PersonMask;
  /** Per cell (a pixel of the small picture), not 0 where people were ruled out; absent: nowhere. */
  furniture?: Uint8Array;
}

export interface SurePeople {
  /** At the size of the small picture. */
  mask: PersonMask;
  /** The frame in which they were seen, small. They may have moved since. */
  picture: SmallPicture;
}

interface Result extends NobodySeen {
  mask: PersonMask;
  /** `mask` resampled to the size of the masks it is joined with; cached. */
  resized?: PersonMask;
}

/** @param notify receives a sentence when the finder is disabled */
export function createSecondOpinion(notify: (sentence: string) => void): SecondOpinion {
  const network = guardNetwork<PictureFinder>(notify);
  const findFurniture = createFurnitureFinder();
  const far = createFarPeople((frame, part) => network.ask((finder) => finder.run(frame, part)));
  let latest: Result | undefined;
  /** Timestamp of the last frame that it ran on, microseconds, and whether nearly all of the room was known then. */
  let last = { at: -Infinity, isKnown: false };
  let era = {};

  function beginAll(frame: VideoFrame): Finish {
    const { timestamp: at } = frame;
    const asked = era;
    const coming = network.ask((finder) => finder.run(frame));
    return async (picture) => {
      const mask = await coming;
      if (!mask || asked !== era) return;
      latest = { mask, ...nobodyIn(mask, picture, at, latest) };
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

  const turns = createTurns({
    isThere: () => network.isThere,
    beginAll,
    beginPart: (frame) => far.begin(frame, false),
    isDue,
    begin,
  });

  return {
    ahead: (frame) => turns.ahead(frame),
    runIfDue(frame, picture, { waits, isKnown }) {
      if (waits) last.isKnown = isKnown;
      return turns.run(frame, picture, { waits, rests: isKnown ? RESTS_IF_KNOWN : RESTS });
    },
    join(segmented, picture, timestamp, bodies) {
      if (!isCurrent(latest, timestamp)) return { mask: segmented };
      const width = Math.max(segmented.width, latest.mask.width);
      const height = Math.max(segmented.height, latest.mask.height);
      const furniture = findFurniture(segmented, picture, latest, bodies);
      if (latest.resized?.width !== width || latest.resized.height !== height) {
        latest.resized = { data: sampled(latest.mask, width, height), width, height };
      }
      const second = latest.resized.data;
      const data = sampled(segmented, width, height).slice();
      const sure = sureBeside(segmented);
      for (let i = 0; i < data.length; i++) {
        if (second[i]! >= sure && second[i]! > data[i]!) data[i] = second[i]!;
      }
      const mask = { data, width, height };
      far.addTo(mask, picture, timestamp);
      if (furniture) ruleOut(mask, second, sure, furniture, picture);
      return { mask, furniture };
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
      turns.reset();
      last = { at: -Infinity, isKnown: false };
      era = {};
    },
    dispose: () => network.dispose(),
  };
}

function isCurrent(result: Result | undefined, timestamp: number): result is Result {
  return result !== undefined && timestamp < result.at + RESULT_LASTS;
}
