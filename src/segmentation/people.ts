// Who is in a frame: the segmenter says, with a second opinion where the room is not known, and with a finder that knows
// the room where it is. Who fails or hangs is left out from then on; the segmenter alone finds people as before.
import type { SmallPicture } from '../frame/small-picture.ts';
import { createAsking } from './asking.ts';
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

/** Where less of the room than this is not known, the finder that knows it is enough: a share of the frame. */
const KNOWN = 0.02;

/** Live the finder works in its own time: after an answer it rests this many times as long as that took. */
const RESTS = 3;
/** The latest answer counts for so long; microseconds of frames. */
const WORD_LASTS = 0.8e6;

/** So often the finder is asked who is in the remembered room, where that is worth asking; microseconds of frames. */
const LOOK_FOR_GHOSTS = 0.7e6;
/** What it said of them counts for so long: the plate has learnt what shows by then. Microseconds of frames. */
const GHOSTS_LAST = 3e6;

export interface AboutFrame {
  /** The frame, small. */
  picture: SmallPicture;
  /** Of the room; absent: nothing is. */
  remembered?: Remembered;
  /** Nobody looks on live: all are asked in every frame, however long it takes. */
  waits?: boolean;
}

type FrameSize = Pick<VideoFrame, 'timestamp' | 'displayWidth' | 'displayHeight'>;

export interface Found {
  /** Everybody. */
  mask: PersonMask;
  /** 1 in the pixels of the small picture where the remembered room shows somebody; absent: nowhere. */
  mistaken?: Uint8Array;
}

export interface People {
  /** Looks for people in the frame, which stays the caller's. */
  run(frame: VideoFrame, segmenter: Segmenter, about: AboutFrame): Promise<Found>;
  /** Looks for people in a picture on its own, which stays the caller's. */
  findIn(picture: VideoFrame, segmenter: Segmenter): Promise<PersonMask>;
  /** From now on this one is asked too, until it fails. It is disposed of with the people. */
  setFinder(finder: Finder): void;
  /** The same for what sees the picture alone. */
  setPictureFinder(finder: PictureFinder): void;
  /** Finders are on their way: whoever waits, waits for them. @param coming never rejects */
  awaitFinders(coming: Promise<void>): void;
  /** Another source follows. */
  reset(): void;
  dispose(): void;
}

/** @param notify told in a sentence when the finder is left out */
export function createPeople(notify: (sentence: string) => void): People {
  const finder = createAsking<Finder>((why) =>
    notify(`People are found by the segmenter alone: ${why}`),
  );
  const opinion = createSecondOpinion((why) =>
    notify(`People who are far away may be missed: ${why}`),
  );
  let findersComing: Promise<void> | undefined;
  let previous: PersonMask | undefined;
  /** The finder's last word, and until when it counts. */
  let word: { mask: PersonMask; until: number } | undefined;
  /** Whether it is at work, live, and until when it rests, ms. */
  let isUnderWay = false;
  let restsUntil = -Infinity;
  /** Where the room holds somebody who is gone, and until when that counts. */
  let ghosts: { mask: PersonMask; until: number } | undefined;
  let nextLook = -Infinity; // microseconds
  const mistakenRoom = createMistakenRoom();
  let era = {};

  /** The frames go on meanwhile. @param found by the finder in the same frame */
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
   * Asks the finder about a frame. @param before the mask of the frame before
   * @returns its mask; undefined where it has none, or another source has followed
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
    word = { mask, until: timestamp + WORD_LASTS };
    return mask;
  }

  /** The frames go on meanwhile. */
  async function findBeside(
    frame: VideoFrame,
    remembered: Remembered,
    segmented: PersonMask,
    before: PersonMask | undefined,
  ): Promise<void> {
    const { timestamp, displayWidth, displayHeight } = frame; // it is closed later
    const began = performance.now();
    isUnderWay = true;
    const about = { ...remembered, room: remembered.room.slice() }; // the next frame has another
    const found = await find(frame, about, before);
    isUnderWay = false;
    restsUntil = performance.now() + RESTS * (performance.now() - began);
    if (found)
      void lookForGhosts({ timestamp, displayWidth, displayHeight }, about, segmented, found);
  }

  return {
    async run(frame, segmenter, { picture, remembered, waits = false }) {
      if (waits) await findersComing;
      const { timestamp } = frame;
      const isOfUse = finder.isThere && remembered && isAsRemembered(remembered);
      const known = isOfUse ? knownRoom(remembered) : undefined;
      // In their workers, while the segmenter is in its own.
      const coming = known && waits ? find(frame, remembered!, previous) : undefined;
      const heard = opinion.hear(frame, picture, { waits, isKnown: isKnown(known) });
      const first = await segmenter.run(frame);
      const found = await coming;
      await heard;
      const segmented = opinion.join(first, picture, timestamp);
      const isOld = waits || !word || timestamp >= word.until;
      if (!known || (!found && isOld)) word = undefined;
      const somebody = remembered && opinion.surely(timestamp);
      const mistaken = somebody && mistakenRoom.find(somebody, remembered, word?.mask);
      // There the finder compares them with themselves.
      if (known && mistaken) known.data.forEach((_, i) => mistaken[i] && (known.data[i] = 0));
      if (ghosts && !(timestamp < ghosts.until)) ghosts = undefined;
      const joint = {
        ghosts: ghosts?.mask,
        empty: known && !found ? roomAlone(remembered!) : undefined,
      };
      const before = previous;
      previous = known && word ? joinMasks(segmented, word.mask, known, joint) : segmented;
      if (found) void lookForGhosts(frame, remembered!, segmented, found);
      if (known && !waits && !isUnderWay && performance.now() >= restsUntil) {
        void findBeside(frame, remembered!, segmented, before);
      }
      return { mask: previous, mistaken };
    },
    findIn: (picture, segmenter) =>
      findPeople(segmenter, picture, (frame, part) => opinion.ask(frame, part)),
    setFinder: (next) => finder.set(next),
    setPictureFinder: (next) => opinion.set(next),
    awaitFinders(next) {
      findersComing = next;
    },
    reset() {
      previous = word = ghosts = undefined;
      restsUntil = -Infinity;
      nextLook = -Infinity;
      era = {};
      mistakenRoom.reset();
      opinion.reset();
    },
    dispose() {
      finder.dispose();
      opinion.dispose();
    },
  };
}

/** Whether nearly all of the room is known. */
function isKnown(known: PersonMask | undefined): boolean {
  if (!known) return false;
  const unknown = known.data.reduce((count, value) => count + (value === 0 ? 1 : 0), 0);
  return unknown <= KNOWN * known.data.length;
}
