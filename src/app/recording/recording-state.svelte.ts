// The page's state of the recording: idle, recording, paused, or being finished. src/recording writes the file.
import type { RecordingProgress } from '../../recording/recording.ts';
import { nameByTime } from '../../recording/clip.ts';
import { RecorderGoneError } from '../../recording/recorder-line.ts';
import { createRecorder, pressedAt, type Recorder } from '../../recording/recorder.ts';
import { ClipsState } from '../clips/clips-state.svelte.ts';
import { formatTime } from '../../format-time.ts';
import { later as browserLater, type Later } from '../../later.ts';
import { FilmState, type FilmCloak } from '../film/film-state.svelte.ts';
import { MicrophoneState } from './microphone-state.svelte.ts';
import type { PictureOutlets } from '../session/picture-outlets.ts';
import { download } from '../parts/save-file.ts';
import { sentenceOf } from '../../sentence-of.ts';
import { t } from '../words/words.svelte.ts';

/** What the recording needs of the cloak. */
export interface Cloak extends FilmCloak {
  outlets: Pick<
    PictureOutlets,
    'record' | 'endRecording' | 'snapshot' | 'onPictureEnd' | 'onOtherEngine'
  >;
}

export type RecordingPhase = 'idle' | 'recording' | 'paused' | 'finishing';

/** A terminated worker may hold its files for this long, ms. Only then are its leftovers recovered. */
const SETTLE = 3000;

/** Dependencies that tests replace. */
export interface RecordingSurroundings {
  createRecorder: typeof createRecorder;
  later: Later;
}

const NOTHING_YET: RecordingProgress = { seconds: 0, bytes: 0, frames: 0, lost: 0 };

export class RecordingState {
  readonly #cloak: Cloak;
  readonly #surroundings: RecordingSurroundings;
  #recorder: Recorder | undefined;
  #hasEnded = false;
  /** For the current recording. */
  #isBeside = false;
  readonly clips: ClipsState;
  readonly microphone: MicrophoneState;
  readonly film: FilmState;
  #phase: RecordingPhase = $state('idle');
  #progress: RecordingProgress = $state.raw(NOTHING_YET);
  #isMuted = $state(false);
  #hasSound = $state(false);
  /** Whether the original is recorded next to the cloaked picture. */
  beside = $state(false);

  constructor(
    cloak: Cloak,
    surroundings: RecordingSurroundings = { createRecorder, later: browserLater },
  ) {
    this.#cloak = cloak;
    this.#surroundings = surroundings;
    this.clips = new ClipsState(() => this.#ready());
    this.film = new FilmState(cloak, () => this.#ready(), this.clips);
    this.microphone = new MicrophoneState(
      (stream) => this.#ready().useSound(stream),
      (sentence) => cloak.status.show(sentence),
    );
    cloak.outlets.onPictureEnd = () => {
      if (this.isOn) void this.stop(t().recording.pictureEnded);
    };
    // Meanwhile, the last cloaked picture stays.
    cloak.outlets.onOtherEngine = () => {
      if (!this.isOn) return;
      const { port1, port2 } = new MessageChannel();
      this.#ready().usePictures(port1);
      this.#cloak.outlets.record(port2, this.#isBeside);
    };
  }

  get phase(): RecordingPhase {
    return this.#phase;
  }
  /** Whether pictures are being recorded, or would be if not for a pause. */
  get isOn(): boolean {
    return this.#phase === 'recording' || this.#phase === 'paused';
  }
  /** Whether the recorder is busy. */
  get isBusy(): boolean {
    return this.#phase !== 'idle' || this.film.isOn;
  }
  /** Whether the engine makes only cloaked pictures, for a recording or a film. */
  get isPinned(): boolean {
    return this.isOn || this.film.isOn;
  }
  get progress(): RecordingProgress {
    return this.#progress;
  }
  get isMuted(): boolean {
    return this.#isMuted;
  }
  /** Whether the current recording started with the microphone. */
  get hasSound(): boolean {
    return this.#hasSound;
  }
  /** Whether the browser supports recording. */
  get canRecord(): boolean {
    return typeof VideoEncoder !== 'undefined';
  }

  /** Starts the recorder, and offers interrupted recordings. @returns a function that ends it */
  begin(): () => void {
    if (!this.canRecord) return () => {};
    this.#lookForClips();
    return () => {
      this.#hasEnded = true;
      this.microphone.turnOff();
      this.#recorder?.dispose();
      this.#recorder = undefined;
    };
  }

  start(): void {
    if (this.isBusy) return;
    void navigator.storage?.persist?.(); // otherwise the browser may delete what is not saved yet
    const { port1, port2 } = new MessageChannel();
    this.#progress = NOTHING_YET;
    this.#isMuted = false;
    this.#hasSound = this.microphone.isOn;
    this.#ready().start(port1, nameByTime(Date.now()), this.#hasSound);
    this.#isBeside = this.beside;
    this.#cloak.outlets.record(port2, this.#isBeside);
    this.#phase = 'recording';
  }

  /** Pauses or resumes. */
  togglePause(): void {
    if (this.#phase === 'recording') {
      this.#ready().pause();
      this.#phase = 'paused';
    } else if (this.#phase === 'paused') {
      this.#ready().goOn();
      this.#phase = 'recording';
    }
  }

  toggleMute(): void {
    this.#isMuted = !this.#isMuted;
    this.#ready().mute(this.#isMuted);
  }

  /** Ends the recording and shows it. @param because a sentence, if the user did not press the button */
  async stop(because?: string): Promise<void> {
    if (!this.isOn) return;
    const at = pressedAt();
    this.#phase = 'finishing';
    this.#cloak.outlets.endRecording();
    try {
      const result = await this.#ready().ask('stop', { at });
      this.#progress = result;
      const { clip, problem } = result;
      const kept = t().recording.recorded(formatTime(result.seconds));
      const { nothing } = t().recording;
      this.#cloak.status.show(problem ?? (clip ? (because ?? kept) : nothing));
      if (clip) await this.clips.open(clip.id);
    } catch (error) {
      this.#cloak.status.show(
        error instanceof RecorderGoneError ? this.#lossOf(error) : sentenceOf(error),
      );
    } finally {
      this.#phase = 'idle';
    }
  }

  /** Downloads the cloaked picture as PNG. */
  async takeSnapshot(): Promise<void> {
    const picture = await this.#cloak.outlets.snapshot();
    const name = `${nameByTime(Date.now())}.png`;
    download(picture, name);
    this.#cloak.status.show(t().recording.snapshotSaved(name));
  }

  #lookForClips(): void {
    this.clips.begin().catch((error: unknown) => {
      const reason = sentenceOf(error);
      this.#cloak.status.show(t().recording.clipsUnread(reason));
    });
  }

  /** The recorder is gone. The next request starts another. What was written is in its file. */
  #hearGone(error: RecorderGoneError): void {
    const wasBusy = this.isBusy;
    if (this.isOn) {
      this.#phase = 'idle';
      this.#cloak.outlets.endRecording();
      this.#cloak.status.show(this.#lossOf(error));
    }
    if (!error.hasWorked) {
      this.microphone.turnOff(); // its sound ended with the worker
      return;
    }
    void this.microphone.renew();
    if (wasBusy) this.#lookLater();
  }

  #lookLater(): void {
    this.#surroundings.later(() => {
      if (this.#hasEnded) return;
      if (this.isBusy) this.#lookLater();
      else this.#lookForClips();
    }, SETTLE);
  }

  /** Says what happened to a recording, and what is kept of it. */
  #lossOf(error: RecorderGoneError): string {
    if (!error.hasWorked) return `${error.message} ${t().recording.nothingRecorded}`;
    const { keptSoFar, lostInMemory } = t().recording;
    return `${error.message} ${this.clips.isLasting ? keptSoFar : lostInMemory}`;
  }

  #ready(): Recorder {
    this.#recorder ??= this.#surroundings.createRecorder({
      onProgress: (progress) => {
        if (this.isOn) this.#progress = progress;
      },
      onFilmProgress: (progress) => this.film.hear(progress),
      onLevel: (level) => (this.microphone.level = level),
      onBroken: (sentence) => void this.stop(sentence),
      onNotice: (sentence) => this.#cloak.status.show(sentence),
      onGone: (error) => this.#hearGone(error),
    });
    return this.#recorder;
  }
}
