// The page's end of the recorder: starts its worker, passes on what is asked and answered.
import type { FilmProgress } from './film/film-progress.ts';
import type { FromRecorder, Questions, ToRecorder } from './messages.ts';
import type { RecordingProgress } from './recording.ts';

export interface RecorderListener {
  onProgress: (progress: RecordingProgress) => void;
  /** How loud the microphone is, 0..1. */
  onLevel: (level: number) => void;
  onFilmProgress: (progress: FilmProgress) => void;
  /** The recording cannot go on: a sentence. Stop it. */
  onBroken: (sentence: string) => void;
  /** Something the person should know: a sentence. */
  onNotice: (sentence: string) => void;
}

export interface Recorder {
  /** @param port the other end of the engine's @param withSound with the microphone's, if there is one */
  start(port: MessagePort, name: string, withSound: boolean): void;
  pause(): void;
  goOn(): void;
  mute(isMuted: boolean): void;
  /** Takes over a microphone's stream; undefined: there is none any more. */
  useSound(stream: ReadableStream<AudioData> | undefined): void;
  pauseFilm(): void;
  goOnWithFilm(): void;
  /** What was asked as `cloakFilm` is answered soon, without a clip. */
  cancelFilm(): void;
  /** @throws Error with a sentence if it could not be done */
  ask<What extends keyof Questions>(
    what: What,
    ...given: Questions[What]['given'] extends undefined ? [] : [Questions[What]['given']]
  ): Promise<Questions[What]['answer']>;
  dispose(): void;
}

export function createRecorder(listener: RecorderListener): Recorder {
  const worker = new Worker(new URL('./recorder-worker.ts', import.meta.url), {
    type: 'module',
    name: 'recorder',
  });
  const open = new Map<
    number,
    { resolve: (answer: never) => void; reject: (error: Error) => void }
  >();
  let asked = 0;

  function say(message: ToRecorder, transfer: Transferable[] = []): void {
    worker.postMessage(message, transfer);
  }

  worker.onmessage = ({ data }: MessageEvent<FromRecorder>) => {
    if (data.kind === 'progress') listener.onProgress(data.progress);
    else if (data.kind === 'level') listener.onLevel(data.level);
    else if (data.kind === 'film-progress') listener.onFilmProgress(data.progress);
    else if (data.kind === 'broken') listener.onBroken(data.sentence);
    else if (data.kind === 'notice') listener.onNotice(data.sentence);
    else {
      const question = open.get(data.number);
      open.delete(data.number);
      if (data.problem === undefined) question?.resolve(data.answer as never);
      else question?.reject(new Error(data.problem));
    }
  };
  worker.onerror = ({ message }) => {
    const sentence = `The recorder stopped working (${message}). Reload the page to record on; what was recorded is kept.`;
    for (const { reject } of open.values()) reject(new Error(sentence));
    open.clear();
    listener.onBroken(sentence);
  };

  return {
    start: (port, name, withSound) => say({ kind: 'start', port, name, withSound }, [port]),
    pause: () => say({ kind: 'pause' }),
    goOn: () => say({ kind: 'go-on' }),
    mute: (isMuted) => say({ kind: 'mute', isMuted }),
    pauseFilm: () => say({ kind: 'film-pause' }),
    goOnWithFilm: () => say({ kind: 'film-go-on' }),
    cancelFilm: () => say({ kind: 'film-cancel' }),
    useSound: (stream) => say({ kind: 'sound', stream }, stream ? [stream] : []),
    ask(what, ...given) {
      const number = ++asked;
      return new Promise((resolve, reject) => {
        open.set(number, { resolve, reject });
        const [asked] = given;
        const ports = asked && typeof asked === 'object' && 'port' in asked ? [asked.port] : [];
        say({ kind: 'ask', number, what, given: asked }, ports);
      });
    },
    dispose: () => worker.terminate(),
  };
}
