// Cloaks a film of a batch: the page's engine cloaks, the recorder's worker decodes and writes.
import { DEFAULT_SETTINGS } from '../cloak/settings.ts';
import { createEngine, type Engine } from '../engine/client.ts';
import type { FromEngine } from '../engine/messages.ts';
import type { FilmFacts } from '../recording/film/film-facts.ts';
import { createRecorder, type Recorder } from '../recording/recorder.ts';
import type { BatchRequest } from './messages.ts';
import type { Cloaked, Report } from './cloaked.ts';

/** An engine that cannot continue. The message is a sentence. */
class EngineBroke extends Error {}

/** @throws Error with a sentence */
export async function cloakFilm(
  file: File,
  request: BatchRequest,
  report: Report,
): Promise<Cloaked> {
  const unseen: number[] = [];
  let doing = 'Starting';
  const recorder = createRecorder({
    onFilmProgress: ({ share, pass, passes }) =>
      report(share, passes > 1 && pass === 1 ? 'Learning the room' : 'Cloaking'),
    onProgress() {},
    onLevel() {},
    onNotice() {},
    onBroken() {},
    onGone() {},
  });
  let engine: Engine | undefined;
  try {
    const facts = await recorder.ask('readFilm', file);
    const started = await startEngine(request, {
      progress(share, now) {
        doing = now;
        report(0, doing);
      },
      room: (seenOfHole) => unseen.push(1 - seenOfHole),
      breaks: () => recorder.cancelFilm(),
    });
    engine = started.engine;
    engine.set({ ...DEFAULT_SETTINGS, texture: request.texture });
    const made = await Promise.race([
      started.broken,
      cloak(recorder, engine, file, facts, request.twoPasses),
    ]);
    return {
      answer: {
        kind: 'done',
        medium: 'film',
        type: made.type,
        frames: facts.part.frames,
        guessed: mean(unseen),
        notes: made.notice ? [made.notice] : [],
      },
      file: made.file,
    };
  } finally {
    engine?.dispose();
    recorder.dispose();
  }
}

async function cloak(
  recorder: Recorder,
  engine: Engine,
  file: File,
  { formats, outputSize, part, soundEnd, origin }: FilmFacts,
  twoPasses: boolean,
) {
  const { port1, port2 } = new MessageChannel();
  const format = formats[0]!;
  const job = { file, format, outputSize, part, soundEnd, origin, twoPasses, port: port1 };
  const coming = recorder.ask('cloakFilm', { ...job, name: file.name });
  engine.attachFilm(port2);
  const film = await coming;
  if (!film) throw new Error('It was cancelled.');
  const { clip, notice } = film;
  const kept = await recorder.ask('open', clip.id);
  const bytes = new Blob([await kept.arrayBuffer()], { type: clip.type }); // survives the clip
  await recorder.ask('remove', clip.id);
  return { file: bytes, type: clip.type, notice };
}

interface Heard {
  progress: (share: number, doing: string) => void;
  /** Called with the share of the hole that was seen before, 0..1. */
  room: (seenOfHole: number) => void;
  breaks: () => void;
}

/** @throws Error with a sentence if it does not start */
async function startEngine({ tier, variant }: BatchRequest, heard: Heard) {
  let fail = (_error: Error) => {};
  const broken = new Promise<never>((_, reject) => (fail = reject));
  broken.catch(() => {}); // it may break when nobody waits any more
  let ready = () => {};
  const isReady = new Promise<void>((resolve) => (ready = resolve));
  const listen = (message: FromEngine) => {
    if (message.kind === 'progress') heard.progress(message.share, message.doing);
    else if (message.kind === 'ready') ready();
    else if (message.kind === 'stats' && message.room?.seenOfHole !== undefined) {
      heard.room(message.room.seenOfHole);
    } else if (message.kind === 'broken' || (message.kind === 'problem' && message.fatal)) {
      heard.breaks();
      fail(new EngineBroke(message.sentence));
    }
  };
  const canvas = document.createElement('canvas');
  document.body.replaceChildren(canvas);
  const engine = createEngine({ canvas, listen, tier, variant });
  await Promise.race([isReady, broken]);
  return { engine, broken };
}

function mean(values: readonly number[]): number {
  return values.length > 0 ? values.reduce((sum, one) => sum + one, 0) / values.length : 0;
}
