// A copy of the remembered room outside the graphics device, in case that is lost. It is read back rarely, after a
// picture was shown, so that no frame waits for it.
import type { PlatePasses } from './passes.ts';
import type { PlateCopy } from './plate.ts';
import type { KeptWatch, Watch } from './room/watch.ts';

/** ms from the first frame of a room to the first copy. */
const FIRST_AFTER = 1000;
/** ms from one copy to the next. */
const EVERY = 5000;

/** What was known about the room at one moment. */
export interface KeptRoom {
  watch: KeptWatch;
  plate: PlateCopy;
  /** `performance.now()` at that moment, ms. */
  at: number;
}

export interface Keeping {
  /** The latest copy. */
  readonly kept: KeptRoom | undefined;
  /** Call when the plate is as the last frame left it: copies it if a copy is due. */
  look(plate: PlatePasses, watch: Watch): void;
  /** The device was lost: discards the copy in progress. */
  lose(): void;
  /** The copy no longer shows the room: discards it. */
  forget(): void;
}

export function createKeeping(): Keeping {
  let kept: KeptRoom | undefined;
  let due: number | undefined;
  let isCopying = false;
  /** Copies begun in an earlier era are out of date. */
  let era = {};

  async function copy(plate: PlatePasses, watch: Watch, at: number): Promise<void> {
    const begunIn = era;
    const known = watch.keep();
    try {
      const pixels = await plate.read();
      if (begunIn === era) kept = { watch: known, plate: pixels, at };
    } catch {
      // The device is lost, which is reported elsewhere: the previous copy stays.
    }
    if (begunIn === era) isCopying = false;
  }

  function lose(): void {
    era = {};
    isCopying = false;
  }

  return {
    get kept() {
      return kept;
    },
    look(plate, watch) {
      const now = performance.now();
      due ??= now + FIRST_AFTER;
      if (isCopying || now < due) return;
      due = now + EVERY;
      isCopying = true;
      void copy(plate, watch, now);
    },
    lose,
    forget() {
      lose();
      kept = undefined;
      due = undefined;
    },
  };
}
