// What was just deleted, and can still be taken back: for some seconds, or until the next thing is deleted.
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

  /** Whether there is something to take back. */
  get isOffered(): boolean {
    return this.#back !== undefined;
  }

  /**
   * What was offered before is now done for good.
   * @param back takes it back
   * @param forGood called when nobody took it back
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

  /** It is done for good, now. */
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
