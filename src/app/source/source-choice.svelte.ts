// Manages the current source: opens what is requested, ends the previous one, and knows what went wrong.
import { cameraProblem } from '../../sources/camera-problem.ts';
import { describe, problemOf, type Problem } from '../../sources/problem.ts';
import type { OpenOptions, Source, SourceKind } from '../../sources/source.ts';
import { sourceInUse, step, type SourceEvent, type SourceState } from './source-state.ts';
import type { Surroundings } from '../session/surroundings.ts';
import { t, told } from '../words/words.svelte.ts';

/** Called with the source's events. */
export interface SourceListener {
  /** Another source was requested. @param isByItself by the page, not by the user */
  onAsk: (isByItself: boolean) => void;
  /** The current source, if there is one, is about to be stopped. */
  onRelease: () => void;
  /** A source has been opened. */
  onOpened: (source: Source) => void;
}

export class SourceChoice {
  readonly #surroundings: Pick<Surroundings, 'openDemo' | 'lacksCamera'>;
  readonly #listener: SourceListener;
  /** Counts requests, so that a late answer to an older one is recognised. */
  #request = 0;
  #life: SourceState = $state.raw({ phase: 'idle' });

  constructor(
    surroundings: Pick<Surroundings, 'openDemo' | 'lacksCamera'>,
    listener: SourceListener,
  ) {
    this.#surroundings = surroundings;
    this.#listener = listener;
  }

  get life(): SourceState {
    return this.#life;
  }
  get source(): Source | undefined {
    return sourceInUse(this.#life);
  }

  /**
   * Opens a source. The current one continues until then. @param because a sentence that says why, if the user did not
   * ask
   */
  async open(
    kind: SourceKind,
    open: (options: OpenOptions) => Promise<Source>,
    because?: string,
  ): Promise<void> {
    const request = ++this.#request;
    this.#listener.onAsk(because !== undefined);
    const notice = because ? { sentence: because, offersDemo: false } : undefined;
    this.#step({ type: 'ask', kind, notice });
    let opened: Source | undefined;
    try {
      opened = await open({ onLost: (problem) => this.#lose(problem) });
    } catch (error) {
      if (request === this.#request) this.#fail(kind, problemOf(error));
      return;
    }
    if (request !== this.#request) {
      opened.stop(); // something else was requested meanwhile
      return;
    }
    this.#release();
    this.#step({ type: 'opened', source: opened });
    this.#listener.onOpened(opened);
  }

  playDemo(because?: string): Promise<void> {
    return this.open('demo', this.#surroundings.openDemo, because);
  }

  async playDemoIfNoCamera(): Promise<void> {
    const request = this.#request;
    const lacks = await this.#surroundings.lacksCamera();
    if (!lacks || request !== this.#request) return;
    await this.playDemo(describe(cameraProblem('none-found'), t().source.demoInstead));
  }

  stop(): void {
    this.#request++;
    this.#release();
    this.#step({ type: 'stopped' });
  }

  #fail(kind: SourceKind, problem: Problem): void {
    const { source } = this;
    if (problem.kind === 'none-found' && !source) {
      void this.playDemo(describe(problem, t().source.demoInstead));
      return;
    }
    const now = source ? t().source.goesOnWith(told(source.title)) : t().source.nothingShown;
    this.#step({
      type: 'failed',
      notice: {
        sentence: describe(problem, now),
        offersDemo: kind !== 'demo' && source?.kind !== 'demo',
        film: problem.film,
      },
    });
  }

  #lose(problem: Problem): void {
    this.#release();
    this.#step({
      type: 'lost',
      notice: { sentence: describe(problem, t().source.nothingShown), offersDemo: true },
    });
  }

  #release(): void {
    this.#listener.onRelease();
    this.source?.stop();
  }

  #step(event: SourceEvent): void {
    this.#life = step(this.#life, event);
  }
}
