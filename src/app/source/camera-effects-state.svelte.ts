// What the current camera does to its picture itself and the page cannot turn off. sources/camera-effects.ts turns it off.
import type { CameraEffect } from '../../sources/camera-effects.ts';
import type { Source } from '../../sources/source.ts';
import { t } from '../words/words.svelte.ts';

export class CameraEffectsState {
  #active: readonly CameraEffect[] = $state.raw([]);

  /** What it is and what the user can do, as sentences; undefined if there is nothing. */
  get sentence(): string | undefined {
    const sentences = this.#active.map((effect) => t().source.cameraEffects[effect]);
    return sentences.length > 0 ? sentences.join(' ') : undefined;
  }

  /** @param effects of the current source, if it has any */
  use(effects: Source['effects']): void {
    this.#active = effects?.active ?? [];
    effects?.follow(() => (this.#active = effects.active));
  }
}
