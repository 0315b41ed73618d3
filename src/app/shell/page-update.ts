// When a new version may replace this page: when the user says so here, and never while something would be lost, in
// this tab or in another. update.ts handles the service worker.
import { t } from '../words/words.svelte.ts';

/** Held in shared mode by every tab that would lose something if it were reloaded. */
const LOCK = 'vanish-at-work';
/** After this long (ms) the page reloads anyway: a new version may have taken over unnoticed. */
const MOST_TIME = 3000;

/** What it needs of the browser; tests pass fakes. */
export interface UpdateNeeds {
  /** Undefined in browsers without them. */
  locks: Pick<LockManager, 'request'> | undefined;
  /** Activates the new service worker, in every tab. */
  takeOver: () => void;
  reload: () => void;
  wait: (milliseconds: number, then: () => void) => void;
}

export interface UpdateListener {
  /** A new version is waiting, or is active in another tab. */
  onNewer: () => void;
  /** Whether this tab is doing nothing that the user would miss. */
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

  /** Loads the new version. @returns why not now, as a sentence */
  async load(): Promise<string | undefined> {
    // The files that the other tab still needs disappear with the old service worker.
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

  /** Call it when a new service worker is waiting. */
  waits(): void {
    this.#listener.onNewer();
  }

  /** Call it when the new service worker has taken over, whichever tab asked for it. */
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

/** Tells all tabs that this one is busy. @returns a function that ends it */
export function holdPage(locks: Pick<LockManager, 'request'> | undefined): () => void {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  locks?.request(LOCK, { mode: 'shared' }, () => held).catch(() => {}); // rejected: locks are not available here
  return release;
}
