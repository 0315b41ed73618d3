// Whether the current camera is locked, and how to change that. sources/camera-lock.ts does the locking.
import type { CameraLock } from '../../sources/camera-lock.ts';
import { describe, problemOf } from '../../sources/problem.ts';
import { t } from '../words/words.svelte.ts';

export class CameraLockState {
  readonly #tell: (sentence: string) => void;
  #lock: CameraLock | undefined = $state.raw();
  #isLocked = $state(false);

  /** @param tell called with a sentence if the camera refuses */
  constructor(tell: (sentence: string) => void) {
    this.#tell = tell;
  }

  /** Whether there is a camera that can be locked. */
  get isOffered(): boolean {
    return this.#lock !== undefined;
  }
  get isLocked(): boolean {
    return this.#isLocked;
  }

  /** Takes the lock of the current source, if it has one. */
  use(lock: CameraLock | undefined): void {
    this.#lock = lock;
    this.#isLocked = lock?.isLocked ?? false;
  }

  async set(isLocked: boolean): Promise<void> {
    const lock = this.#lock;
    if (!lock) return;
    try {
      await lock.set(isLocked);
    } catch (error) {
      if (lock !== this.#lock) return; // nobody waits for it any more
      const now = lock.isLocked ? t().source.staysLocked : t().source.staysUnlocked;
      this.#tell(describe(problemOf(error), now));
    }
    if (lock === this.#lock) this.#isLocked = lock.isLocked;
  }
}
