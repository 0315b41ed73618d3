// The recording as the page knows it: idle, recording, paused, or being finished. What is written and
// how stands in src/recording.
import type { RecordingProgress } from '../recording/recording.ts';
import { nameByTime } from '../recording/clip.ts';
import { createRecorder, type Recorder } from '../recording/recorder.ts';
import { ClipsState } from './clips-state.svelte.ts';
import { formatTime } from './clip-words.ts';
import { FilmState, type FilmCloak } from './film-state.svelte.ts';
import { MicrophoneState } from './microphone-state.svelte.ts';
import { download } from './save-file.ts';
import { sentenceOf } from '../sentence-of.ts';

/** What the recording needs of the cloak. */
export interface Cloak extends FilmCloak {
  record(port: MessagePort, beside: boolean): void;
  endRecording(): void;
  snapshot(): Promise<Blob>;
  /** Set by the recording: called before the pictures end. */
  onPictureEnd: () => void;
}

export type RecordingPhase = 'idle' | 'recording' | 'paused' | 'finishing';

const NOTHING_YET: RecordingProgress = { seconds: 0, bytes: 0, frames: 0, lost: 0 };

export class RecordingState {
  readonly #cloak: Cloak;
  #recorder: Recorder | undefined;
  readonly clips: ClipsState;
  readonly microphone: MicrophoneState;
  readonly film: FilmState;
  #phase: RecordingPhase = $state('idle');
  #progress: RecordingProgress = $state.raw(NOTHING_YET);
  #isMuted = $state(false);
  #hasSound = $state(false);
  /** With the original beside it. */
  beside = $state(false);

  constructor(cloak: Cloak) {
    this.#cloak = cloak;
    this.clips = new ClipsState(() => this.#ready());
    this.film = new FilmState(cloak, () => this.#ready(), this.clips);
    this.microphone = new MicrophoneState(
      (stream) => this.#ready().useSound(stream),
      (sentence) => cloak.tell(sentence),
    );
    cloak.onPictureEnd = () => {
      if (this.isOn) void this.stop('The picture ended, and with it the recording. It is kept.');
    };
  }

  get phase(): RecordingPhase {
    return this.#phase;
  }
  /** Whether pictures go into a recording, or would but for a pause. */
  get isOn(): boolean {
    return this.#phase === 'recording' || this.#phase === 'paused';
  }
  /** Whether the recorder is at work. */
  get isBusy(): boolean {
    return this.#phase !== 'idle' || this.film.isOn;
  }
  /** Whether the engine makes cloaked pictures only, for a recording or a film. */
  get isPinned(): boolean {
    return this.isOn || this.film.isOn;
  }
  get progress(): RecordingProgress {
    return this.#progress;
  }
  get isMuted(): boolean {
    return this.#isMuted;
  }
  /** Whether this recording was begun with the microphone. */
  get hasSound(): boolean {
    return this.#hasSound;
  }
  /** Whether the browser has what it takes. */
  get canRecord(): boolean {
    return typeof VideoEncoder !== 'undefined';
  }

  /** Starts the recorder, and offers what was cut short. @returns ends it */
  begin(): () => void {
    if (!this.canRecord) return () => {};
    this.clips.begin().catch((error: unknown) => {
      const reason = sentenceOf(error);
      this.#cloak.tell(`The clips of earlier could not be read (${reason}).`);
    });
    return () => {
      this.microphone.turnOff();
      this.#recorder?.dispose();
      this.#recorder = undefined;
    };
  }

  start(): void {
    if (this.isBusy) return;
    void navigator.storage?.persist?.(); // or the browser may clear what is not saved yet
    const { port1, port2 } = new MessageChannel();
    this.#progress = NOTHING_YET;
    this.#isMuted = false;
    this.#hasSound = this.microphone.isOn;
    this.#ready().start(port1, nameByTime(Date.now()), this.#hasSound);
    this.#cloak.record(port2, this.beside);
    this.#phase = 'recording';
  }

  /** Pauses, or goes on. */
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

  /** Ends the recording and shows it. @param because a sentence, when nobody pressed the button */
  async stop(because?: string): Promise<void> {
    if (!this.isOn) return;
    this.#phase = 'finishing';
    this.#cloak.endRecording();
    try {
      const result = await this.#ready().ask('stop');
      this.#progress = result;
      const { clip, problem } = result;
      const kept = `Recorded ${formatTime(result.seconds)}.`;
      const nothing = 'There was no picture: nothing was recorded.';
      this.#cloak.tell(problem ?? (clip ? (because ?? kept) : nothing));
      if (clip) await this.clips.open(clip.id);
    } catch (error) {
      this.#cloak.tell(sentenceOf(error));
    } finally {
      this.#phase = 'idle';
    }
  }

  /** The cloaked picture as PNG, into the downloads. */
  async takeSnapshot(): Promise<void> {
    const picture = await this.#cloak.snapshot();
    const name = `${nameByTime(Date.now())}.png`;
    download(picture, name);
    this.#cloak.tell(`The picture was saved as “${name}”.`);
  }

  #ready(): Recorder {
    this.#recorder ??= createRecorder({
      onProgress: (progress) => {
        if (this.isOn) this.#progress = progress;
      },
      onFilmProgress: (progress) => this.film.hear(progress),
      onLevel: (level) => (this.microphone.level = level),
      onBroken: (sentence) => void this.stop(sentence),
      onNotice: (sentence) => this.#cloak.tell(sentence),
    });
    return this.#recorder;
  }
}
