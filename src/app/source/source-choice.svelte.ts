// Manages the current source: opens what is requested, ends the previous one, and knows what went wrong.
import type { CameraRequest } from '../../sources/camera.ts';
import { cameraProblem } from '../../sources/camera-problem.ts';
import { describe, problemOf, type Problem } from '../../sources/problem.ts';
import type { FrameSink, OpenOptions, Source, SourceKind } from '../../sources/source.ts';
import { noticeOf, sourceInUse, step, type SourceEvent, type SourceState } from './source-state.ts';
import type { Surroundings } from '../session/surroundings.ts';
import { t, told } from '../words/words.svelte.ts';

type Openers = Pick<Surroundings, 'openCamera' | 'openDemo' | 'openFile' | 'lacksCamera'>;

/** What the choice needs of the page. The functions named `on…` are called with the source's events. */
export interface SourceNeeds {
  /** Which camera to open, and in which mode. */
  cameraRequest: () => CameraRequest;
  /** Another source was requested. @param isByItself by the page, not by the user */
  onAsk: (isByItself: boolean) => void;
  /** The current source, if there is one, is about to be stopped. */
  onRelease: () => void;
  /** A source has been opened. */
  onOpened: (source: Source) => void;
}

export class SourceChoice {
  readonly #openers: Openers;
  readonly #needs: SourceNeeds;
  /** Counts requests, so that a late answer to an older one is recognised. */
  #request = 0;
  #life: SourceState = $state.raw({ phase: 'idle' });

  constructor(openers: Openers, needs: SourceNeeds) {
    this.#openers = openers;
    this.#needs = needs;
  }

  get life(): SourceState {
    return this.#life;
  }
  get current(): Source | undefined {
    return sourceInUse(this.#life);
  }
  /** Whether the demo is a way out of what went wrong. */
  get offersDemo(): boolean {
    return Boolean(noticeOf(this.#life)?.offersDemo);
  }
  /** A file that was opened and does not play, but can be cloaked as a whole film. */
  get unplayedFilm(): File | undefined {
    return noticeOf(this.#life)?.film;
  }

  /** Opens what the page's address asks for. If it asks for nothing, the demo plays where there is no camera. */
  begin(asked: 'camera' | 'demo' | undefined): void {
    if (asked === 'camera') void this.startCamera();
    else if (asked === 'demo') void this.playDemo();
    else void this.#playDemoIfNoCamera();
  }

  startCamera(): Promise<void> {
    const request = this.#needs.cameraRequest();
    return this.#open('camera', (options) => this.#openers.openCamera(options, request));
  }

  /** @param because a sentence that says why, if the user did not ask */
  playDemo(because?: string): Promise<void> {
    return this.#open('demo', this.#openers.openDemo, because);
  }

  openFile(file: File): Promise<void> {
    return this.#open('file', (options) => this.#openers.openFile(file, options));
  }

  /**
   * Shows a film's frames, which come through the port and return cloaked.
   * @param onEnd called at its end, with a sentence that says why if the user did not end it
   */
  followFilm(title: string, port: MessagePort, onEnd: (because?: string) => void): Promise<void> {
    const feed = (sink: FrameSink) => sink.attachFilm(port);
    const film: Source = { kind: 'file', title, hasOwnPace: true, feed, stop: onEnd };
    return this.#open('file', () => Promise.resolve(film));
  }

  /** Ends the source. Its last picture is hidden. @param because a sentence, if the user did not end it */
  stop(because?: string): void {
    this.#request++;
    this.#release(because);
    this.#step({ type: 'stopped' });
  }

  /**
   * Opens a source. The current one continues until then. @param because a sentence that says why, if the user did not
   * ask
   */
  async #open(
    kind: SourceKind,
    open: (options: OpenOptions) => Promise<Source>,
    because?: string,
  ): Promise<void> {
    const request = ++this.#request;
    this.#needs.onAsk(because !== undefined);
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
    this.#needs.onOpened(opened);
  }

  async #playDemoIfNoCamera(): Promise<void> {
    const request = this.#request;
    const lacks = await this.#openers.lacksCamera();
    if (!lacks || request !== this.#request) return;
    await this.playDemo(describe(cameraProblem('none-found'), t().source.demoInstead));
  }

  #fail(kind: SourceKind, problem: Problem): void {
    const source = this.current;
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

  #release(because?: string): void {
    this.#needs.onRelease();
    this.current?.stop(because);
  }

  #step(event: SourceEvent): void {
    this.#life = step(this.#life, event);
  }
}
