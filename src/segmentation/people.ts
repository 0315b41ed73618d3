// Finds the people in a frame: the segmenter, with a second opinion where the room is not known, and the finder
// where it is. A network that fails or hangs is dropped; the segmenter then works alone.
import type { SmallPicture } from '../frame/small-picture.ts';
import { withBodies } from './bodies/add-bodies.ts';
import { createBodies } from './bodies/bodies.ts';
import type { BodyFinder } from './bodies/body-finder.ts';
import { guardNetwork } from './guarded-network.ts';
import type { Finder } from './finder.ts';
import { findPeople } from './find-people.ts';
import type { Remembered } from './finder-planes.ts';
import { findGhosts, mayHoldGhosts } from './ghosts.ts';
import { isAsRemembered, joinMasks, knownRoom, roomAlone } from './joint-mask.ts';
import { createMistakenRoom } from './mistaken-room.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import type { PictureFinder } from './picture-finder.ts';
import { createSecondOpinion } from './second-opinion.ts';
import type { Segmenter } from './segmenter.ts';

/** If a smaller share of the frame than this is unknown room, the finder is enough. */
const KNOWN = 0.02;

/** Live, the finder runs at its own pace: after an answer, it pauses for this many times as long as that took. */
const RESTS = 3;
/** How long the latest answer counts; microseconds of frame time. */
const RESULT_LASTS = 0.8e6;

/** How often the finder looks for people in the remembered room, at most; microseconds of frame time. */
const LOOK_FOR_GHOSTS = 0.7e6;
/** How long that answer counts, microseconds of frame time: by then the plate has learned what is visible. */
const GHOSTS_LAST = 3e6;

export interface FrameContext {
  /** The frame, downscaled. */
  picture: SmallPicture;
  /** What is remembered of the room; absent: nothing. */
  remembered?: Remembered;
  /** Not live: all networks run in every frame, however long it takes. */
  waits?: boolean;
}

type FrameSize = Pick<VideoFrame, 'timestamp' | 'displayWidth' | 'displayHeight'>;

export interface Found {
  /** Everybody in the frame. */
  mask: PersonMask;
  /** 1 in the pixels of the small picture where the remembered room shows a person; absent: nowhere. */
  mistaken?: Uint8Array;
  /** Not 0 in the pixels of the small picture where people were ruled out; absent: nowhere. */
  furniture?: Uint8Array;
}

export interface People {
  /** Offline mode: starts to find people in a frame that `run` gets next. The frame stays the caller's. */
  ahead(frame: VideoFrame): void;
  /** Finds people in the frame, which stays the caller's. */
  run(frame: VideoFrame, segmenter: Segmenter, context: FrameContext): Promise<Found>;
  /** Finds people in a single picture, which stays the caller's. */
  findIn(picture: VideoFrame, segmenter: Segmenter): Promise<PersonMask>;
  /** From now on this finder runs too, until it fails. It is disposed of together with this. */
  setFinder(finder: Finder): void;
  /** The same for the network that sees the picture alone. */
  setPictureFinder(finder: PictureFinder): void;
  /** The same for the network that sees bodies. */
  setBodyFinder(finder: BodyFinder): void;
  /** Finders are loading: frames that wait, wait for them. @param coming never rejects */
  awaitFinders(coming: Promise<void>): void;
  /** Another source follows. */
  reset(): void;
  dispose(): void;
}

/** @param notify called with a sentence when a network is dropped */
export function createPeople(notify: (sentence: string) => void): People {
  const finder = guardNetwork<Finder>((why) =>
    notify(`People are found by the segmenter alone: ${why}`),
  );
  const opinion = createSecondOpinion((why) =>
    notify(`People who are far away may be missed: ${why}`),
  );
  const bodies = createBodies((why) => notify(`Furniture may be taken for people: ${why}`));
  let findersComing: Promise<void> | undefined;
  let previous: PersonMask | undefined;
  /** The finder's latest answer, and until when it counts. */
  let latest: { mask: PersonMask; until: number } | undefined;
  /** Live: whether it is running, and until when it pauses, ms. */
  let isUnderWay = false;
  let restsUntil = -Infinity;
  /** Where the room contains a person who is gone, and until when that counts. */
  let ghosts: { mask: PersonMask; until: number } | undefined;
  let nextLook = -Infinity; // microseconds
  const mistakenRoom = createMistakenRoom();
  let era = {};

  /** Frames do not wait for this. @param found the finder's mask of the same frame */
  async function lookForGhosts(
    { timestamp, displayWidth: width, displayHeight: height }: FrameSize,
    remembered: Remembered,
    segmented: PersonMask,
    found: PersonMask,
  ): Promise<void> {
    if (timestamp < nextLook || !mayHoldGhosts(found, segmented)) return;
    nextLook = timestamp + LOOK_FOR_GHOSTS;
    const inEra = era;
    const inRoom = await finder.ask((asked) => asked.runOnRoom(remembered, { width, height }));
    const mask = inRoom && inEra === era ? findGhosts(found, inRoom, segmented) : undefined;
    if (mask) ghosts = { mask, until: timestamp + GHOSTS_LAST };
  }

  /**
   * Runs the finder on a frame. @param before the mask of the previous frame
   * @returns its mask; undefined if there is none, or if the source has changed
   */
  async function find(
    frame: VideoFrame,
    remembered: Remembered,
    before: PersonMask | undefined,
  ): Promise<PersonMask | undefined> {
    const inEra = era;
    const { timestamp } = frame;
    const mask = await finder.ask((asked) => asked.run(frame, remembered, before));
    if (!mask || inEra !== era) return undefined;
    latest = { mask, until: timestamp + RESULT_LASTS };
    return mask;
  }

  /** Frames do not wait for this. */
  async function findBeside(
    frame: VideoFrame,
    remembered: Remembered,
    segmented: PersonMask,
    before: PersonMask | undefined,
  ): Promise<void> {
    const { timestamp, displayWidth, displayHeight } = frame; // the frame will be closed by then
    const began = performance.now();
    isUnderWay = true;
    const copy = { ...remembered, room: remembered.room.slice() }; // the next frame overwrites it
    const found = await find(frame, copy, before);
    isUnderWay = false;
    restsUntil = performance.now() + RESTS * (performance.now() - began);
    if (found)
      void lookForGhosts({ timestamp, displayWidth, displayHeight }, copy, segmented, found);
  }

  return {
    ahead(frame) {
      opinion.ahead(frame);
      bodies.ahead(frame);
    },
    async run(frame, segmenter, { picture, remembered, waits = false }) {
      if (waits) await findersComing;
      const { timestamp } = frame;
      const isOfUse = finder.isThere && remembered && isAsRemembered(remembered);
      const known = isOfUse ? knownRoom(remembered) : undefined;
      // They run in their own workers, in parallel with the segmenter.
      const coming = known && waits ? find(frame, remembered!, previous) : undefined;
      const bodiesAreIn = bodies.runIfDue(frame, picture, { waits, isKnown: isKnown(known) });
      const opinionIsIn = opinion.runIfDue(frame, picture, { waits, isKnown: isKnown(known) });
      const first = await segmenter.run(frame);
      const found = await coming;
      await opinionIsIn;
      await bodiesAreIn;
      const seen = bodies.seen(timestamp);
      const joined = opinion.join(first, picture, timestamp, seen);
      const segmented = seen ? withBodies(joined.mask, seen.list, picture, timestamp) : joined.mask;
      const isOld = waits || !latest || timestamp >= latest.until;
      if (!known || (!found && isOld)) latest = undefined;
      const somebody = remembered && opinion.surePeople(timestamp);
      const mistaken = somebody && mistakenRoom.find(somebody, remembered, latest?.mask);
      // There the finder compares them with themselves.
      if (known && mistaken) known.data.forEach((_, i) => mistaken[i] && (known.data[i] = 0));
      if (ghosts && !(timestamp < ghosts.until)) ghosts = undefined;
      const joint = {
        ghosts: ghosts?.mask,
        empty: known && !found ? roomAlone(remembered!) : undefined,
      };
      const before = previous;
      previous = known && latest ? joinMasks(segmented, latest.mask, known, joint) : segmented;
      if (found) void lookForGhosts(frame, remembered!, segmented, found);
      if (known && !waits && !isUnderWay && performance.now() >= restsUntil) {
        void findBeside(frame, remembered!, segmented, before);
      }
      return { mask: previous, mistaken, furniture: joined.furniture };
    },
    findIn: (picture, segmenter) =>
      findPeople(segmenter, picture, {
        opinion: (frame, part) => opinion.ask(frame, part),
        bodies: (frame) => bodies.findIn(frame),
      }),
    setFinder: (next) => finder.set(next),
    setPictureFinder: (next) => opinion.set(next),
    setBodyFinder: (next) => bodies.set(next),
    awaitFinders(next) {
      findersComing = next;
    },
    reset() {
      previous = latest = ghosts = undefined;
      restsUntil = -Infinity;
      nextLook = -Infinity;
      era = {};
      mistakenRoom.reset();
      opinion.reset();
      bodies.reset();
    },
    dispose() {
      finder.dispose();
      opinion.dispose();
      bodies.dispose();
    },
  };
}

/** Whether nearly all of the room is known. */
function isKnown(known: PersonMask | undefined): boolean {
  if (!known) return false;
  const unknown = known.data.reduce((count, value) => count + (value === 0 ? 1 : 0), 0);
  return unknown <= KNOWN * known.data.length;
}
