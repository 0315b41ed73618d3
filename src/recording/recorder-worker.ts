// The recorder's worker: encodes, writes and keeps the clips. The engine has another worker, so neither waits for the
// other. recording.ts handles pictures and sound.
import { openClipStore } from './open-store.ts';
import {
  cloakFilm as startFilm,
  type CloakedFilm,
  type FilmJob,
  type FilmWork,
} from './film/cloak-film.ts';
import { readFacts } from './film/film-facts.ts';
import { recoverClips } from './finish-clip.ts';
import { HEARTBEAT, type FromRecorder, type Questions, type ToRecorder } from './messages.ts';
import { startRecording, type Recording } from './recording.ts';
import { createSoundReader, type SoundReader } from './sound-reader.ts';
import { problemOf } from '../vanish-error.ts';

/** Between two reports, ms. */
const INTERVAL = 200;
/** How long a recording waits for the microphone's first sound, ms. */
const FIRST_SOUND = 1500;

const NO_SOUND = 'No sound is coming from the microphone. The recording has no sound.';

const storeComing = openClipStore();
let recording: Recording | undefined;
let sound: SoundReader | undefined;
let film: FilmWork | undefined;
let timer: ReturnType<typeof setInterval> | undefined;

function say(message: FromRecorder): void {
  self.postMessage(message);
}

/** The microphone once it delivers sound. If that takes too long: undefined, and a notice. */
async function heard(): Promise<SoundReader | undefined> {
  const reader = sound;
  if (reader) {
    const enough = new Promise<void>((resolve) => setTimeout(resolve, FIRST_SOUND));
    await Promise.race([reader.begun, enough]);
  }
  if (reader?.format) return reader;
  say({ kind: 'notice', sentence: NO_SOUND });
  return undefined;
}

function start({ port, name, withSound }: Extract<ToRecorder, { kind: 'start' }>): void {
  const started = startRecording({
    store: storeComing,
    port,
    name,
    sound: withSound ? heard() : Promise.resolve(undefined),
    onBroken: (sentence) => say({ kind: 'broken', sentence }),
  });
  recording = started;
  timer = setInterval(() => say({ kind: 'progress', progress: started.progress() }), INTERVAL);
}

async function cloakFilm(job: FilmJob): Promise<CloakedFilm | undefined> {
  const work = startFilm(await storeComing, job);
  film = work;
  const tell = () => say({ kind: 'film-progress', progress: work.progress() });
  const telling = setInterval(tell, INTERVAL);
  try {
    return await work.done;
  } finally {
    clearInterval(telling);
    film = undefined;
  }
}

const answers: { [What in keyof Questions]: (given: never) => Promise<unknown> } = {
  isLasting: async () => (await storeComing).isLasting,
  list: async () => (await storeComing).list(),
  recover: async () => recoverClips(await storeComing),
  open: async (id: string) => (await storeComing).open(id),
  rename: async ({ id, name }: { id: string; name: string }) =>
    (await storeComing).rename(id, name),
  remove: async (id: string) => (await storeComing).remove(id),
  readFilm: (file: File) => readFacts(file),
  cloakFilm,
  stop: async ({ at }: { at: number }) => {
    const ending = recording;
    recording = undefined;
    clearInterval(timer);
    return ending?.stop(at) ?? { seconds: 0, bytes: 0, frames: 0, lost: 0 };
  },
};

async function answer({ number, what, given }: Extract<ToRecorder, { kind: 'ask' }>) {
  try {
    say({ kind: 'answer', number, answer: await answers[what](given as never) });
  } catch (error) {
    say({ kind: 'answer', number, problem: problemOf(error) });
  }
}

self.onmessage = ({ data }: MessageEvent<ToRecorder>) => {
  switch (data.kind) {
    case 'start':
      return start(data);
    case 'pictures':
      return recording?.usePictures(data.port);
    case 'pause':
      return recording?.pause(data.at);
    case 'go-on':
      return recording?.goOn(data.at);
    case 'mute':
      return recording?.mute(data.isMuted, data.at);
    case 'sound':
      sound?.stop();
      sound =
        data.stream && createSoundReader(data.stream, (level) => say({ kind: 'level', level }));
      return;
    case 'film-pause':
      return film?.pause();
    case 'film-go-on':
      return film?.resume();
    case 'film-cancel':
      return film?.cancel();
    case 'ask':
      return void answer(data);
  }
};

say({ kind: 'alive' });
setInterval(() => say({ kind: 'alive' }), HEARTBEAT);
