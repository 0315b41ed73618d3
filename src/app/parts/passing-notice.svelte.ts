// A sentence that is shown for a few seconds and then disappears, with an optional undo.
import type { Later } from '../../later.ts';
import { Undo } from './undo.svelte.ts';

/** Long enough to be noticed and read, ms. */
const SHOWN = 7000;

export class PassingNotice {
  readonly #later: Later;
  #sentence: string | undefined = $state.raw();
  #stop = () => {};
  readonly undo: Undo;

  constructor(later: Later) {
    this.#later = later;
    this.undo = new Undo(later);
  }

  get sentence(): string | undefined {
    return this.#sentence;
  }

  /** Replaces the previous sentence. @param back undoes what the sentence reports */
  show(sentence: string, back?: () => void): void {
    this.clear();
    this.#sentence = sentence;
    if (!back) {
      this.#stop = this.#later(() => this.clear(), SHOWN);
      return;
    }
    this.undo.offer(back, () => this.#forget(sentence));
  }

  /** Undoes what the sentence reports, and removes the sentence. */
  takeBack(): void {
    this.#sentence = undefined;
    this.undo.takeBack();
  }

  clear(): void {
    this.#stop();
    this.#sentence = undefined;
    this.undo.settle();
  }

  #forget(sentence: string): void {
    if (this.#sentence === sentence) this.#sentence = undefined;
  }
}
