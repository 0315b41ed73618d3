// The displayed picture, as the engine reports it: its shape, its frame rate, what the shutter shows instead, and
// whether pictures come at all.
import type { ShutterShows } from '../../cloak/settings.ts';
import type { StageTimes } from '../../cloak/stage-times.ts';
import type { FromEngine } from '../../engine/messages.ts';
import type { Source } from '../../sources/source.ts';
import type { PictureSize } from './page-options.ts';
import { Showing } from './showing.svelte.ts';

export interface Stats {
  framesPerSecond: number;
  stages: StageTimes;
}

export class PictureShown {
  readonly #showing = new Showing();
  #size: PictureSize | undefined = $state.raw();
  #stats: Stats | undefined = $state.raw();
  #shutterShows: ShutterShows | undefined = $state.raw();

  /** Of the picture itself, px; undefined until the current source has one. */
  get size(): PictureSize | undefined {
    return this.#size;
  }
  /** Width divided by height; undefined until the current source has a picture. */
  get ratio(): number | undefined {
    return this.#size && this.#size.width / this.#size.height;
  }
  get stats(): Stats | undefined {
    return this.#stats;
  }
  /** What the engine's shutter shows; undefined while it is open. */
  get shutterShows(): ShutterShows | undefined {
    return this.#shutterShows;
  }
  /** Why nothing new is shown, as a sentence; undefined while all is well. */
  get trouble(): string | undefined {
    return this.#showing.sentence;
  }
  /** Whether cloaked pictures of the current source are being shown. */
  get isLive(): boolean {
    return this.#size !== undefined && this.trouble === undefined;
  }

  /** @param source the current one, if its frames go to the engine */
  hear(message: FromEngine, source: Source | undefined): void {
    switch (message.kind) {
      case 'frame-done':
        if (message.drawn && source) this.#hearSize(message.drawn);
        break;
      case 'alive':
        if (source) this.#showing.hear(message, source);
        if (message.shown === 0 && this.trouble) this.#stats = undefined; // outdated
        break;
      case 'shutter':
        this.#shutterShows = message.shows;
        break;
      case 'stats':
        this.#stats = { framesPerSecond: message.framesPerSecond, stages: message.stages };
        break;
      case 'recovering':
        this.cover();
        break;
      case 'restarting':
        this.#shutterShows = undefined; // the other engine's is open
        this.cover();
        break;
      case 'problem':
        if (!message.fatal) this.#showing.fail(message.sentence);
        break;
      default: // the other kinds do not change what is shown
    }
  }

  /** Most frames have the same size, and need no update. */
  #hearSize({ width, height }: PictureSize): void {
    const isSame = this.#size?.width === width && this.#size.height === height;
    if (!isSame) this.#size = { width, height };
  }

  /** Nothing is shown until the next picture. */
  cover(): void {
    this.#showing.clear();
    this.#size = undefined;
    this.#stats = undefined;
  }
}
