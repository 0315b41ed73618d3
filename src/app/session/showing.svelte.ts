// What was really shown of late, as the engine counts it: the status goes by this, not by what was asked for.
import type { FromEngine } from '../../engine/messages.ts';
import type { Source } from '../../sources/source.ts';
import { t, told } from '../words/words.svelte.ts';

type Alive = Extract<FromEngine, { kind: 'alive' }>;

/** Reports without a picture after which it is said, two a second. A film may show one picture for long. */
const PATIENCE = { camera: 6, file: 30, demo: 30 };

export class Showing {
  #reports = 0;
  #sentence: string | undefined = $state.raw();
  #problem: string | undefined = $state.raw();
  #isProblemNew = false;

  /** Why nothing new is shown, or what the engine says to be wrong; undefined while all is well. */
  get sentence(): string | undefined {
    return this.#problem ?? this.#sentence;
  }

  /** The engine could not cloak a frame. */
  fail(sentence: string): void {
    this.#problem = sentence;
    this.#isProblemNew = true;
  }

  /** @param source whose frames go to a cloak that is ready */
  hear({ received, shown, busy }: Alive, source: Source): void {
    if (shown > 0) {
      this.#reports = 0;
      this.#sentence = undefined;
      if (!this.#isProblemNew) this.#problem = undefined;
      this.#isProblemNew = false;
      return;
    }
    // A frame that takes long is watched elsewhere (engine/watchdog.ts).
    if (busy > 0 || source.hasOwnPace) return;
    this.#reports++;
    if (this.#reports < PATIENCE[source.kind]) return;
    this.#sentence = received > 0 ? t().status.notCloaked : noPictureFrom(source);
  }

  /** Another source follows, or another engine. */
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
