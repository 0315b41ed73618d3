// The status line: what Vanish is doing or what went wrong, in the user's words. A sentence that passes comes first, then
// trouble, then what is being done.
import type { Later } from '../../later.ts';
import { PassingNotice } from '../parts/passing-notice.svelte.ts';
import { noticeOf } from '../source/source-state.ts';
import { describeDoing, type Doing } from './status-words.ts';

/** What the line reports, read when it is shown. */
export interface StatusFacts {
  doing: () => Doing;
  /** Progress of learning the room, while it runs. */
  learning: () => string | undefined;
  /** What is wrong with the picture. */
  pictureTrouble: () => string | undefined;
}

export class StatusLine {
  readonly #facts: StatusFacts;
  readonly #passing: PassingNotice;
  /** A problem of the page itself, until the user starts something else. */
  warning: string | undefined = $state.raw();

  constructor(later: Later, facts: StatusFacts) {
    this.#facts = facts;
    this.#passing = new PassingNotice(later);
  }

  get text(): string {
    const doing = this.#facts.doing();
    if (doing.engine.phase === 'failed') return doing.engine.sentence;
    return this.#passingSentence ?? this.#trouble ?? describeDoing(doing);
  }

  /** Whether it reports that something went wrong. */
  get isTrouble(): boolean {
    if (this.#facts.doing().engine.phase === 'failed') return true;
    return this.#passingSentence === undefined && this.#trouble !== undefined;
  }

  /** Whether it reports something that can be undone. */
  get canUndo(): boolean {
    return this.#passing.undo.isOffered && this.#facts.learning() === undefined;
  }

  /** Shows a sentence for a few seconds. @param back undoes what it reports, if possible */
  show(sentence: string, back?: () => void): void {
    this.#passing.show(sentence, back);
  }

  /** Removes the sentence that passes. */
  clear(): void {
    this.#passing.clear();
  }

  /** Undoes what it reports. */
  undo(): void {
    this.#passing.takeBack();
  }

  get #passingSentence(): string | undefined {
    return this.#facts.learning() ?? this.#passing.sentence;
  }

  get #trouble(): string | undefined {
    const picture = this.#facts.pictureTrouble();
    if (picture) return picture;
    const sentences = [noticeOf(this.#facts.doing().source)?.sentence, this.warning];
    return sentences.filter((sentence) => sentence !== undefined).join(' ') || undefined;
  }
}
