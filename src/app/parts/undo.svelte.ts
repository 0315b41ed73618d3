// What was just deleted and can still be restored: for a few seconds, or until something else is deleted.
import type { Later } from '../../later.ts';

/** Long enough to be read and reached, ms. */
const OFFERED = 8000;

export class Undo {
  readonly #later: Later;
  #back: (() => void) | undefined = $state.raw();
  #forGood = () => {};
  #stop = () => {};

  constructor(later: Later) {
    this.#later = later;
  }

  /** Whether there is something to restore. */
  get isOffered(): boolean {
    return this.#back !== undefined;
  }

  /**
   * The previous offer becomes final.
   * @param back undoes the deletion
   * @param forGood called if nobody undid it
   */
  offer(back: () => void, forGood: () => void = () => {}): void {
    this.settle();
    this.#back = back;
    this.#forGood = forGood;
    this.#stop = this.#later(() => this.settle(), OFFERED);
  }

  takeBack(): void {
    const back = this.#back;
    this.#clear();
    back?.();
  }

  /** Makes the deletion final now. */
  settle(): void {
    const { isOffered } = this;
    const forGood = this.#forGood;
    this.#clear();
    if (isOffered) forGood();
  }

  #clear(): void {
    this.#stop();
    this.#back = undefined;
    this.#forGood = () => {};
  }
}
