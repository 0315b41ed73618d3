// A sentence that is told for a few seconds and then goes by itself.
import type { Later } from '../../later.ts';

/** Long enough to be noticed and read, ms. */
const SHOWN = 7000;

export class PassingNotice {
  readonly #later: Later;
  #sentence: string | undefined = $state.raw();
  #stop = () => {};

  constructor(later: Later) {
    this.#later = later;
  }

  get sentence(): string | undefined {
    return this.#sentence;
  }

  /** Replaces the sentence before it. */
  show(sentence: string): void {
    this.clear();
    this.#sentence = sentence;
    this.#stop = this.#later(() => this.clear(), SHOWN);
  }

  clear(): void {
    this.#stop();
    this.#sentence = undefined;
  }
}
