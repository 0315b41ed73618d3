// When a newer page may take the place of this one: when the person says so here, and never in the middle of something
// that would be lost, in this tab or in another. What the service worker does stands in update.ts.
import { t } from '../words/words.svelte.ts';

/** Held, shared, by every tab that would lose something by being loaded again. */
const LOCK = 'vanish-at-work';
/** After so long (ms) the page is loaded again all the same: a newer one may have come into use unseen. */
const MOST_TIME = 3000;

/** What it asks of the browser; tests pass fakes. */
export interface UpdateNeeds {
  /** Undefined in browsers without them. */
  locks: Pick<LockManager, 'request'> | undefined;
  /** Lets the newer service worker take over, in every tab. */
  takeOver: () => void;
  reload: () => void;
  wait: (milliseconds: number, then: () => void) => void;
}

export interface UpdateListener {
  /** A newer page waits, or is in use in another tab. */
  onNewer: () => void;
  /** Whether this tab is at nothing that the person would miss. */
  isIdle: () => boolean;
}

export class PageUpdate {
  readonly #needs: UpdateNeeds;
  readonly #listener: UpdateListener;
  #isWanted = false;
  #isTakenOver = false;

  constructor(needs: UpdateNeeds, listener: UpdateListener) {
    this.#needs = needs;
    this.#listener = listener;
  }

  /** Loads the newer page. @returns why not now, as a sentence */
  async load(): Promise<string | undefined> {
    // The files that the other tab still needs go with the older service worker.
    if (!this.#isTakenOver && (await this.#isAnotherAtWork())) return t().update.otherTab;
    this.#isWanted = true;
    if (this.#isTakenOver) {
      this.#needs.reload();
    } else {
      this.#needs.takeOver();
      this.#needs.wait(MOST_TIME, this.#needs.reload);
    }
    return undefined;
  }

  /** To be called when a newer service worker waits. */
  waits(): void {
    this.#listener.onNewer();
  }

  /** To be called when the newer service worker has taken over, whichever tab wanted it. */
  takenOver(): void {
    this.#isTakenOver = true;
    if (this.#isWanted || this.#listener.isIdle()) this.#needs.reload();
    else this.#listener.onNewer();
  }

  async #isAnotherAtWork(): Promise<boolean> {
    const { locks } = this.#needs;
    if (!locks) return false;
    return locks.request(LOCK, { ifAvailable: true }, async (lock) => lock === null);
  }
}

/** Says to all tabs that this one is at work. @returns ends it */
export function holdPage(locks: Pick<LockManager, 'request'> | undefined): () => void {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  locks?.request(LOCK, { mode: 'shared' }, () => held).catch(() => {}); // refused: none are held here
  return release;
}
