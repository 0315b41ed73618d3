// The engine in use: started on the page's canvas, fed with the source once both are there, and its latest state.
import type { Engine } from '../../engine/client.ts';
import type { LastingEngineOptions } from '../../engine/lasting-engine.ts';
import type { FromEngine } from '../../engine/messages.ts';
import type { Source } from '../../sources/source.ts';
import type { Tier } from '../../tier.ts';
import { t } from '../words/words.svelte.ts';
import { nextEngineState, STARTING, type EngineState } from './engine-state.ts';
import type { PageOptions } from './page-options.ts';
import type { Surroundings } from './surroundings.ts';

export class EngineInUse {
  readonly #surroundings: Pick<Surroundings, 'createEngine' | 'canCloak' | 'readPreferences'>;
  readonly #asked: Pick<PageOptions, 'tier' | 'variant'>;
  #engine: Engine | undefined;
  /** The source whose frames go to the engine. It is fed once, however often the engine gets ready. */
  #fed: Source | undefined;
  #state: EngineState = $state.raw(STARTING);

  /** @param asked what the page's address asks for */
  constructor(
    surroundings: Pick<Surroundings, 'createEngine' | 'canCloak' | 'readPreferences'>,
    asked: Pick<PageOptions, 'tier' | 'variant'>,
  ) {
    this.#surroundings = surroundings;
    this.#asked = asked;
  }

  /** Takes requests; undefined before the start and after the end. */
  get now(): Engine | undefined {
    return this.#engine;
  }
  get state(): EngineState {
    return this.#state;
  }
  /** What was found to work here; empty until the engine is ready. */
  get found(): { tier?: Tier; variant?: string } {
    if (this.#state.phase !== 'ready') return { tier: this.#asked.tier };
    const { tier, variant } = this.#state;
    return { tier, variant };
  }
  /** Whether everything that the cloak starts with has loaded, or never will. */
  get isLoaded(): boolean {
    const state = this.#state;
    return (
      state.phase === 'failed' || (state.phase === 'ready' && state.milliseconds !== undefined)
    );
  }

  /** @returns whether this browser can run an engine; if not, the state says so */
  start(options: Pick<LastingEngineOptions, 'canvas' | 'nextCanvas' | 'listen'>): boolean {
    const { canCloak, createEngine, readPreferences } = this.#surroundings;
    if (!canCloak()) {
      this.#state = { phase: 'failed', sentence: t().status.cannotCloak };
      return false;
    }
    const { tier, variant } = this.#asked;
    const preferred = readPreferences().variant; // the one used last time
    this.#engine = createEngine({ ...options, tier, variant, preferred });
    return true;
  }

  hear(message: FromEngine): void {
    this.#state = nextEngineState(this.#state, message);
    if (message.kind === 'restarting') this.#fed = undefined; // another engine takes over
  }

  /** Feeds the source to the engine once both are there. */
  feed(source: Source | undefined): void {
    if (!this.#engine || !source || this.isFedBy(source)) return;
    if (this.#state.phase !== 'ready') return;
    this.#fed = source;
    source.feed(this.#engine);
  }

  isFedBy(source: Source | undefined): boolean {
    return source === this.#fed;
  }

  end(): void {
    this.#engine?.dispose();
    this.#engine = undefined;
  }
}
