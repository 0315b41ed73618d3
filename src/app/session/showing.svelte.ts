// What was really shown lately, as the engine counts it. The status depends on this, not on what was requested.
import type { FromEngine } from '../../engine/messages.ts';
import type { Source } from '../../sources/source.ts';
import { t, told } from '../words/words.svelte.ts';

type Alive = Extract<FromEngine, { kind: 'alive' }>;

/** Reports without a picture (two a second) before a sentence appears. A film may show one picture for a long time. */
const PATIENCE = { camera: 6, file: 30, demo: 30 };

export class Showing {
  #reports = 0;
  #sentence: string | undefined = $state.raw();
  #problem: string | undefined = $state.raw();
  #isProblemNew = false;

  /** Why nothing new is shown, or what is wrong with the engine; undefined while all is well. */
  get sentence(): string | undefined {
    return this.#problem ?? this.#sentence;
  }

  /** The engine could not cloak a frame. */
  fail(sentence: string): void {
    this.#problem = sentence;
    this.#isProblemNew = true;
  }

  /** @param source whose frames go to an engine that is ready */
  hear({ received, shown, busy }: Alive, source: Source): void {
    if (shown > 0) {
      this.#reports = 0;
      this.#sentence = undefined;
      if (!this.#isProblemNew) this.#problem = undefined;
      this.#isProblemNew = false;
      return;
    }
    // engine/watchdog.ts handles a frame that takes too long.
    if (busy > 0 || source.hasOwnPace) return;
    this.#reports++;
    if (this.#reports < PATIENCE[source.kind]) return;
    this.#sentence = received > 0 ? t().status.notCloaked : noPictureFrom(source);
  }

  /** The source or the engine changes. */
  clear(): void {
    this.#reports = 0;
    this.#sentence = undefined;
    this.#problem = undefined;
    this.#isProblemNew = false;
  }
}

function noPictureFrom({ kind, title, isMuted }: Source): string {
  const { noPictureFrom, cameraMuted, noCameraPicture } = t().status;
  if (kind !== 'camera') return noPictureFrom(told(title));
  return isMuted ? cameraMuted : noCameraPicture;
}
