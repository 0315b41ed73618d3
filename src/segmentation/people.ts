// Who is in a frame: the segmenter says, and, where the room is known, a finder beside it. A finder that fails or hangs
// is left out from then on; the segmenter alone finds people as before.
import { sentenceOf } from '../sentence-of.ts';
import type { Finder } from './finder.ts';
import type { Remembered } from './finder-planes.ts';
import { isAsRemembered, joinMasks, knownRoom } from './joint-mask.ts';
import type { PersonMask } from './person-mask.ts';
import type { Segmenter } from './segmenter.ts';

/** Milliseconds that a frame waits for the finder. */
const ANSWERS_IN = 2000;

export interface People {
  /**
   * Masks the frame, which stays the caller's.
   * @param remembered of the room; without it the finder is not asked
   */
  run(frame: VideoFrame, segmenter: Segmenter, remembered?: Remembered): Promise<PersonMask>;
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

  function leaveOut(error: unknown): void {
    finder?.dispose();
    finder = undefined;
    notify(`People are found by the segmenter alone: ${sentenceOf(error)}`);
  }

  /** @returns undefined when it failed */
  async function ask(frame: VideoFrame, remembered: Remembered): Promise<PersonMask | undefined> {
    const asked = finder!;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('The finder gave no answer.')), ANSWERS_IN);
    });
    try {
      return await Promise.race([asked.run(frame, remembered, previous), late]);
    } catch (error) {
      if (finder === asked) leaveOut(error);
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    async run(frame, segmenter, remembered) {
      const isOfUse = finder && remembered && isAsRemembered(remembered);
      const known = isOfUse ? knownRoom(remembered) : undefined;
      const coming = known && ask(frame, remembered!); // in its worker, while the segmenter works here
      const segmented = segmenter.run(frame);
      const found = await coming;
      previous = known && found ? joinMasks(segmented, found, known) : segmented;
      return previous;
    },
    setFinder(next) {
      if (isDisposed) next.dispose();
      else finder = next;
    },
    reset() {
      previous = undefined;
    },
    dispose() {
      isDisposed = true;
      finder?.dispose();
      finder = undefined;
    },
  };
}
