// How the stage appears on the screen: mirrored, full screen, in a small window. The picture itself, and what is
// recorded of it, do not change.
import { keepPreferences, readPreferences } from '../session/preferences.ts';
import { SmallWindow } from './small-window.svelte.ts';
import { t } from '../words/words.svelte.ts';

export class StageView {
  #isMirrored = $state(readPreferences().mirror ?? false);
  #isFull = $state(false);
  #element: HTMLElement | undefined;
  readonly small: SmallWindow;

  /** @param output called with the stream that every displayed picture is to be written to */
  constructor(output: (frames: WritableStream<VideoFrame>) => void) {
    this.small = new SmallWindow(output);
  }

  get isMirrored(): boolean {
    return this.#isMirrored;
  }
  get isFull(): boolean {
    return this.#isFull;
  }
  /** Whether the browser can show an element full screen; iPhones cannot. */
  get canBeFull(): boolean {
    return document.fullscreenEnabled;
  }

  /** @param element the stage @returns a function that ends it */
  attach(element: HTMLElement): () => void {
    this.#element = element;
    const follow = () => (this.#isFull = document.fullscreenElement === element);
    document.addEventListener('fullscreenchange', follow);
    return () => document.removeEventListener('fullscreenchange', follow);
  }

  /** @returns why the browser refuses the small window, as a sentence, if it does */
  async toggleSmall(): Promise<string | undefined> {
    const canvas = this.#element?.querySelector('canvas');
    try {
      if (canvas) await this.small.toggle(canvas);
      return undefined;
    } catch {
      return t().page.noSmallWindow;
    }
  }

  toggleMirror(): void {
    this.#isMirrored = !this.#isMirrored;
    keepPreferences({ mirror: this.#isMirrored });
  }

  toggleFull(): void {
    if (this.#isFull) void document.exitFullscreen();
    else this.#element?.requestFullscreen().catch(() => {}); // rejected: the page stays as it is
  }
}
