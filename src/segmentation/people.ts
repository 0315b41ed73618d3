// Who is in a frame: the segmenter says, and, where the room is known, a finder beside it. A finder that fails or hangs
// is left out from then on; the segmenter alone finds people as before.
import { sentenceOf } from '../sentence-of.ts';
import type { Finder } from './finder.ts';
import type { Remembered } from './finder-planes.ts';
import { findGhosts, mayHoldGhosts } from './ghosts.ts';
import { isAsRemembered, joinMasks, knownRoom, roomAlone } from './joint-mask.ts';
import type { PersonMask } from './person-mask.ts';
import type { Segmenter } from './segmenter.ts';

/** Milliseconds that a frame waits for the finder. */
const ANSWERS_IN = 2000;

/** Milliseconds per frame that frames may wait for the finder in the mean, live, */
const BUDGET = 6;
/** ... in so many frames at the most; */
const SPREAD_OVER = 5;
/** then its last word counts in the others, for so long. Microseconds of frames. */
const WORD_LASTS = 0.8e6;

/** So often the finder is asked who is in the remembered room, where that is worth asking; microseconds of frames. */
const LOOK_FOR_GHOSTS = 0.7e6;
/** What it said of them counts for so long: the plate has learnt what shows by then. Microseconds of frames. */
const GHOSTS_LAST = 3e6;

export interface People {
  /**
   * Masks the frame, which stays the caller's.
   * @param remembered of the room; without it the finder is not asked
   * @param waits nobody looks on live: the finder is asked in every frame, however long it takes
   */
  run(
    frame: VideoFrame,
    segmenter: Segmenter,
    remembered?: Remembered,
    waits?: boolean,
  ): Promise<PersonMask>;
  /** From now on this one is asked too, until it fails. It is disposed of with the people. */
  setFinder(finder: Finder): void;
  /** Another source follows. */
  reset(): void;
  dispose(): void;
}

/** @param notify told in a sentence when the finder is left out */
export function createPeople(notify: (sentence: string) => void): People {
  let finder: Finder | undefined;
  let isDisposed = false;
  let previous: PersonMask | undefined;
  /** The finder's last word, and until when it counts. */
  let word: { mask: PersonMask; until: number } | undefined;
  /** What frames waited beyond the budget, ms. */
  let overspent = 0;
  /** Where the room holds somebody who is gone, and until when that counts. */
  let ghosts: { mask: PersonMask; until: number } | undefined;
  let nextLook = -Infinity; // microseconds
  let era = {};

  function leaveOut(error: unknown): void {
    finder?.dispose();
    finder = undefined;
    notify(`People are found by the segmenter alone: ${sentenceOf(error)}`);
  }

  /** @returns undefined when it failed */
  async function ask(
    question: (asked: Finder) => Promise<PersonMask>,
  ): Promise<PersonMask | undefined> {
    const asked = finder!;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('The finder gave no answer.')), ANSWERS_IN);
    });
    try {
      return await Promise.race([question(asked), late]);
    } catch (error) {
      if (finder === asked) leaveOut(error);
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  /** The frames go on meanwhile. @param found by the finder in the same frame */
  async function lookForGhosts(
    frame: VideoFrame,
    remembered: Remembered,
    segmented: PersonMask,
    found: PersonMask,
  ): Promise<void> {
    const { timestamp, displayWidth: width, displayHeight: height } = frame;
    if (timestamp < nextLook || !mayHoldGhosts(found, segmented)) return;
    nextLook = timestamp + LOOK_FOR_GHOSTS;
    const asked = era;
    const inRoom = await ask((finder) => finder.runOnRoom(remembered, { width, height }));
    const mask = inRoom && asked === era ? findGhosts(found, inRoom, segmented) : undefined;
    if (mask) ghosts = { mask, until: timestamp + GHOSTS_LAST };
  }

  return {
    async run(frame, segmenter, remembered, waits = false) {
      const { timestamp } = frame;
      const isOfUse = finder && remembered && isAsRemembered(remembered);
      const known = isOfUse ? knownRoom(remembered) : undefined;
      const isAsked = known && (waits || overspent <= 0);
      // In its worker, while the segmenter works here.
      const coming = isAsked && ask((asked) => asked.run(frame, remembered, previous));
      const segmented = segmenter.run(frame);
      const began = performance.now();
      const found = (await coming) || undefined;
      if (isAsked) overspent = Math.min(SPREAD_OVER * BUDGET, performance.now() - began);
      overspent = Math.max(0, overspent - BUDGET);
      if (found) word = { mask: found, until: timestamp + WORD_LASTS };
      else if (isAsked || !known || !word || timestamp >= word.until) word = undefined;
      if (ghosts && !(timestamp < ghosts.until)) ghosts = undefined;
      const joint = {
        ghosts: ghosts?.mask,
        empty: known && !found ? roomAlone(remembered!) : undefined,
      };
      previous = known && word ? joinMasks(segmented, word.mask, known, joint) : segmented;
      if (finder && found) void lookForGhosts(frame, remembered!, segmented, found);
      return previous;
    },
    setFinder(next) {
      if (isDisposed) next.dispose();
      else finder = next;
    },
    reset() {
      previous = word = ghosts = undefined;
      overspent = 0;
      nextLook = -Infinity;
      era = {};
    },
    dispose() {
      isDisposed = true;
      finder?.dispose();
      finder = undefined;
    },
  };
}
