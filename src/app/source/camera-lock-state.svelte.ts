// Whether the camera in use is locked, and the way to lock it. How that is done: sources/camera-lock.ts.
import type { CameraLock } from '../../sources/camera-lock.ts';
import { describe, problemOf } from '../../sources/problem.ts';
import { t } from '../words/words.svelte.ts';

export class CameraLockState {
  readonly #tell: (sentence: string) => void;
  #lock: CameraLock | undefined = $state.raw();
  #isLocked = $state(false);

  /** @param tell is told in a sentence when the camera refuses */
  constructor(tell: (sentence: string) => void) {
    this.#tell = tell;
  }

  /** Whether there is a camera, and something about it to lock. */
  get isOffered(): boolean {
    return this.#lock !== undefined;
  }
  get isLocked(): boolean {
    return this.#isLocked;
  }

  /** The lock of the source in use, if it has one. */
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
