// A copy of what is known of the room outside the graphics device, for the case that it is lost. Read back rarely, and
// after a picture was shown, so that no frame waits for it.
import type { PlatePasses } from './passes.ts';
import type { PlateCopy } from './plate.ts';
import type { KeptWatch, Watch } from './room/watch.ts';

/** ms from the first look at a room to the first copy, */
const FIRST_AFTER = 1000;
/** and from one to the next. */
const EVERY = 5000;

/** What was known of the room at one moment. */
export interface KeptRoom {
  watch: KeptWatch;
  plate: PlateCopy;
  /** By `performance.now`, ms. */
  at: number;
}

export interface Keeping {
  /** The newest copy. */
  readonly kept: KeptRoom | undefined;
  /** The plate is as the last frame left it: copies it when it is time to. */
  look(plate: PlatePasses, watch: Watch): void;
  /** The copy under way comes from a device that is lost. */
  lose(): void;
  /** What was copied is not the room any more. */
  forget(): void;
}

export function createKeeping(): Keeping {
  let kept: KeptRoom | undefined;
  let due: number | undefined;
  let isCopying = false;
  /** Copies begun in another one are out of date. */
  let era = {};

  async function copy(plate: PlatePasses, watch: Watch, at: number): Promise<void> {
    const begunIn = era;
    const known = watch.keep();
    try {
      const pixels = await plate.read();
      if (begunIn === era) kept = { watch: known, plate: pixels, at };
    } catch {
      // The device is lost, which is told elsewhere: the copy before counts.
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
