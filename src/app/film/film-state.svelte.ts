// The page's state of a whole film that is cloaked frame by frame: the questions before it, the progress, the outcome.
// src/recording/film does the work.
import type { FilmFacts, FilmFormat } from '../../recording/film/film-facts.ts';
import type { FilmProgress } from '../../recording/film/film-progress.ts';
import type { Recorder } from '../../recording/recorder.ts';
import type { ClipsState } from '../clips/clips-state.svelte.ts';
import type { StatusLine } from '../session/status-line.svelte.ts';
import type { SourceChoice } from '../source/source-choice.svelte.ts';
import { sentenceOf } from '../../sentence-of.ts';
import { t } from '../words/words.svelte.ts';

/** What a film needs of the cloak. */
export interface FilmCloak {
  sources: Pick<SourceChoice, 'current' | 'followFilm' | 'openFile' | 'stop'>;
  status: Pick<StatusLine, 'show' | 'warning'>;
}

export type FilmPhase = 'idle' | 'working' | 'paused';

export class FilmState {
  readonly #cloak: FilmCloak;
  readonly #recorder: () => Recorder;
  readonly #clips: ClipsState;
  #file: File | undefined = $state.raw();
  #facts: FilmFacts | undefined = $state.raw();
  #problem: string | undefined = $state.raw();
  #format: FilmFormat | undefined = $state.raw();
  #phase: FilmPhase = $state('idle');
  #progress: FilmProgress | undefined = $state.raw();
  /** Whether the questions before the start are open. */
  isOpen = $state(false);
  /** Whether the room is learned from the whole film first. */
  twoPasses = $state(true);

  constructor(cloak: FilmCloak, recorder: () => Recorder, clips: ClipsState) {
    this.#cloak = cloak;
    this.#recorder = recorder;
    this.#clips = clips;
  }

  get file(): File | undefined {
    return this.#file;
  }
  /** Undefined while they are read, or if there is a problem. */
  get facts(): FilmFacts | undefined {
    return this.#facts;
  }
  /** Why the film cannot be cloaked: a sentence. */
  get problem(): string | undefined {
    return this.#problem;
  }
  get format(): FilmFormat | undefined {
    return this.#format;
  }
  get phase(): FilmPhase {
    return this.#phase;
  }
  get isOn(): boolean {
    return this.#phase !== 'idle';
  }
  /** Undefined until the first report. */
  get progress(): FilmProgress | undefined {
    return this.#progress;
  }

  /** Asks how to cloak the film. */
  async open(file: File): Promise<void> {
    this.#file = file;
    this.#facts = undefined;
    this.#problem = undefined;
    this.#format = undefined;
    this.isOpen = true;
    try {
      const facts = await this.#recorder().ask('readFilm', file);
      if (this.#file !== file) return;
      this.#facts = facts;
      this.#format = facts.formats[0];
    } catch (error) {
      if (this.#file === file) this.#problem = sentenceOf(error);
    }
  }

  close(): void {
    this.isOpen = false;
  }

  choose(format: FilmFormat): void {
    this.#format = format;
  }

  /**
   * @param remembers whether the page's settings allow the room to be remembered; otherwise a first pass learns nothing
   */
  async start(remembers: boolean): Promise<void> {
    const [file, facts, format] = [this.#file, this.#facts, this.#format];
    if (!file || !facts || !format || this.isOn) return;
    this.isOpen = false;
    this.#phase = 'working';
    this.#progress = undefined;
    const { port1, port2 } = new MessageChannel();
    let isReplaced = false;
    let why: string | undefined;
    const wasShown = this.#cloak.sources.current?.file === file; // otherwise it does not play live
    const coming = this.#recorder().ask('cloakFilm', {
      file,
      format,
      port: port1,
      outputSize: facts.outputSize,
      part: facts.part,
      soundEnd: facts.soundEnd,
      origin: facts.origin,
      name: t().film.cloakedName(file.name.replace(/\.[^.]*$/, '')),
      twoPasses: remembers && this.twoPasses,
    });
    const told = coming.then(
      (film) => ({
        clip: film?.clip,
        problem: film?.notice,
        sentence: film
          ? t().film.isCloaked(file.name)
          : [why, t().film.givenUp].filter(Boolean).join(' '),
      }),
      (error: unknown) => ({ clip: undefined, problem: sentenceOf(error), sentence: '' }),
    );
    await this.#cloak.sources.followFilm(`“${file.name}”`, port2, (because) => {
      isReplaced = true;
      why = because;
      this.#recorder().cancelFilm();
    });
    const { clip, problem, sentence } = await told;
    this.#phase = 'idle';
    const isDamaged = clip && problem; // playing it would end in another message
    if (!isReplaced && wasShown && !isDamaged)
      await this.#cloak.sources.openFile(file); // as it was before
    else if (!isReplaced) this.#cloak.sources.stop();
    // It must still be there when the user comes back, perhaps hours later.
    if (problem) this.#cloak.status.warning = problem;
    else this.#cloak.status.show(sentence);
    if (clip) await this.#clips.open(clip.id);
  }

  /** Pauses or resumes. */
  togglePause(): void {
    if (this.#phase === 'working') {
      this.#recorder().pauseFilm();
      this.#phase = 'paused';
    } else if (this.#phase === 'paused') {
      this.#recorder().goOnWithFilm();
      this.#phase = 'working';
    }
  }

  cancel(): void {
    this.#recorder().cancelFilm();
  }

  hear(progress: FilmProgress): void {
    if (this.isOn) this.#progress = progress;
  }
}
