// The page's end of the recorder: starts its worker, and passes on messages, questions and answers. If a worker is gone
// (recorder-line.ts), the next request starts another.
import type { FilmProgress } from './film/film-progress.ts';
import type { Questions } from './messages.ts';
import { openLine, type Line, type RecorderGoneError } from './recorder-line.ts';
import type { RecordingProgress } from './recording.ts';

export interface RecorderListener {
  onProgress: (progress: RecordingProgress) => void;
  /** How loud the microphone is, 0..1. */
  onLevel: (level: number) => void;
  onFilmProgress: (progress: FilmProgress) => void;
  /** The recording cannot continue: a sentence. Stop it. */
  onBroken: (sentence: string) => void;
  /** Something the user should know: a sentence. */
  onNotice: (sentence: string) => void;
  /** The worker is gone, along with its work. Open questions are rejected with the same error. */
  onGone: (error: RecorderGoneError) => void;
}

export interface Recorder {
  /**
   * @param port the other end of the engine's @param withSound whether to record the microphone too, if there is one
   */
  start(port: MessagePort, name: string, withSound: boolean): void;
  /** Continues the recording with another engine's pictures. @param port the other end of that engine's */
  usePictures(port: MessagePort): void;
  /** These three take effect from the moment of the call. */
  pause(): void;
  goOn(): void;
  mute(isMuted: boolean): void;
  /** Takes ownership of a microphone's stream. Undefined if there is no microphone any more. */
  useSound(stream: ReadableStream<AudioData> | undefined): void;
  pauseFilm(): void;
  goOnWithFilm(): void;
  /** The pending `cloakFilm` is answered soon, without a clip. */
  cancelFilm(): void;
  /** @throws Error with a sentence if it fails or exceeds the question's time limit (recorder-line.ts) */
  ask<What extends keyof Questions>(
    what: What,
    ...given: Questions[What]['given'] extends undefined ? [] : [Questions[What]['given']]
  ): Promise<Questions[What]['answer']>;
  dispose(): void;
}

function createWorker(): Worker {
  return new Worker(new URL('./recorder-worker.ts', import.meta.url), {
    type: 'module',
    name: 'recorder',
  });
}

/** The time of a button press, ms since 1970, on the clock of pictures and sound. */
export function pressedAt(): number {
  return performance.timeOrigin + performance.now();
}

/** @param create starts a worker; tests pass their own */
export function createRecorder(listener: RecorderListener, create = createWorker): Recorder {
  let line: Line | undefined;

  function ready(): Line {
    line ??= openLine(create, {
      onMessage(message) {
        if (message.kind === 'progress') listener.onProgress(message.progress);
        else if (message.kind === 'level') listener.onLevel(message.level);
        else if (message.kind === 'film-progress') listener.onFilmProgress(message.progress);
        else if (message.kind === 'broken') listener.onBroken(message.sentence);
        else if (message.kind === 'notice') listener.onNotice(message.sentence);
      },
      onGone(error) {
        line = undefined;
        listener.onGone(error);
      },
    });
    return line;
  }

  return {
    start: (port, name, withSound) => ready().say({ kind: 'start', port, name, withSound }, [port]),
    usePictures: (port) => line?.say({ kind: 'pictures', port }, [port]),
    // Pointless for a worker that has only just started.
    pause: () => line?.say({ kind: 'pause', at: pressedAt() }),
    goOn: () => line?.say({ kind: 'go-on', at: pressedAt() }),
    mute: (isMuted) => line?.say({ kind: 'mute', isMuted, at: pressedAt() }),
    pauseFilm: () => line?.say({ kind: 'film-pause' }),
    goOnWithFilm: () => line?.say({ kind: 'film-go-on' }),
    cancelFilm: () => line?.say({ kind: 'film-cancel' }),
    useSound(stream) {
      if (stream) ready().say({ kind: 'sound', stream }, [stream]);
      else line?.say({ kind: 'sound' });
    },
    ask: (what, ...given) => ready().ask(what, given[0]),
    dispose() {
      line?.end();
      line = undefined;
    },
  };
}
