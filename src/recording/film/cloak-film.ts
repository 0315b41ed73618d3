// Cloaks a whole film frame by frame. mediabunny decodes and encodes it, and preserves all times and the sound; the
// engine cloaks. With two passes, the room is first learned from the whole film.
import { QUALITY_HIGH, VideoSample, VideoSampleSource, type Input } from 'mediabunny';
import type { Clip } from '../clip.ts';
import { DiskFullError, type ClipDraft, type ClipStore } from '../clip-store.ts';
import { formatTime } from '../../format-time.ts';
import { sentenceOf } from '../../sentence-of.ts';
import { wholeFile } from '../whole-file.ts';
import { createCloakedFrames } from './cloaked-frames.ts';
import { openFilm, type FilmFormat } from './film-facts.ts';
import { frameOf } from './film-frame.ts';
import { readFrames } from './film-frames.ts';
import { createProgress, type FilmProgress } from './film-progress.ts';
import type { Size } from './film-size.ts';
import { addSound, type FilmSound } from './film-sound.ts';
import { createPausing } from './pausing.ts';
import { UNKNOWN, isShown, type ShownPart } from './shown-part.ts';

export interface FilmJob {
  file: File;
  /** The clip's name. */
  name: string;
  format: FilmFormat;
  outputSize: Size;
  /** From the film's facts. */
  part: ShownPart;
  soundEnd: number;
  origin: number;
  twoPasses: boolean;
  /** The port that the engine takes frames from. */
  port: MessagePort;
}

export interface CloakedFilm {
  clip: Clip;
  /** Says, in sentences, what of the film could not be read. */
  notice?: string;
}

export interface FilmWork {
  /** Resolves with undefined if it was cancelled. @throws Error with a sentence */
  readonly done: Promise<CloakedFilm | undefined>;
  progress(): FilmProgress;
  pause(): void;
  resume(): void;
  cancel(): void;
}

/** The first pass looks at every third frame: the room does not change faster. */
const STRIDE = 3;
/** With less than this share of its announced frames, a film without damage breaks off. */
const WHOLE = 0.98;
/** Seconds between two points that players can jump to quickly. */
const KEY_FRAMES = 2;

const DISK_FULL =
  'the browser gives the page no more disk space: save and delete clips to make room';

class Cancelled extends Error {}

export function cloakFilm(store: ClipStore, job: FilmJob): FilmWork {
  const { part, origin } = job;
  const engine = createCloakedFrames(job.port);
  const learned = job.twoPasses ? [Math.ceil(part.frames / STRIDE)] : [];
  const pausing = createPausing();
  const progress = createProgress([...learned, part.frames], pausing.now());
  let draft: ClipDraft | undefined;
  let bytes = () => 0;
  let isCancelled = false;
  let written = 0; // frames
  let lastStart = -Infinity; // s on the film's own clock, of the frame before
  let lastEnd = 0; // s, of the last written frame
  let damagedAt: number | undefined; // s

  /** Takes note of where frames are missing. */
  const onGap = (at: number) => (damagedAt = Math.min(damagedAt ?? Infinity, at));

  /** Waits while paused. @throws Cancelled */
  async function waitWhilePaused(): Promise<void> {
    await pausing.passed();
    if (isCancelled) throw new Cancelled();
  }

  async function learn(input: Input): Promise<void> {
    let number = 0;
    let before: Promise<void> | undefined;
    for await (const sample of framesOf(input)) {
      using closed = sample;
      if (number++ % STRIDE > 0) continue;
      await waitWhilePaused();
      const learned = engine.learn(frameOf(closed, job.outputSize)).then(() => progress.step());
      learned.catch(() => {}); // it is awaited below
      await before;
      before = learned;
    }
    await before;
    progress.nextPass(pausing.now());
  }

  /** The frames that players show. */
  async function* framesOf(input: Input): AsyncGenerator<VideoSample> {
    const track = (await input.getPrimaryVideoTrack())!;
    for await (const sample of readFrames(track, part, onGap)) {
      if (isShown(part, sample)) yield sample;
      else sample.close();
    }
  }

  async function cloakOne(sample: VideoSample): Promise<VideoSample> {
    // Time never goes back in the cloaked film, even if the film's clock does.
    const at = Math.max(lastStart, sample.timestamp);
    lastStart = at;
    const timestamp = at - origin - part.early;
    const duration = Math.min(sample.duration || UNKNOWN, part.to - at);
    const picture = await engine.cloak(frameOf(sample, job.outputSize));
    progress.step();
    return new VideoSample(picture, { timestamp, duration });
  }

  /**
   * The film's frames, cloaked. The engine already finds people in a frame while it draws the one before.
   * @returns the caller closes each picture
   */
  async function* cloakedOf(input: Input): AsyncGenerator<VideoSample> {
    let coming: Promise<VideoSample> | undefined;
    try {
      for await (const sample of framesOf(input)) {
        using closed = sample;
        await waitWhilePaused();
        const before = coming;
        coming = cloakOne(closed);
        coming.catch(() => {}); // it is awaited with the next frame
        if (before) yield await before;
      }
      const last = coming;
      coming = undefined;
      if (last) yield await last;
    } finally {
      const close = (picture: VideoSample) => picture.close();
      coming?.then(close, () => {}); // cancelled
    }
  }

  async function write(input: Input): Promise<CloakedFilm> {
    const { format } = job;
    draft = await store.create({ name: job.name, kind: 'film', type: format.type });
    await draft.stream.close(); // a film is useless before it is complete
    const whole = await draft.rewrite();
    bytes = () => whole.bytes;
    const output = wholeFile(format.type, whole);
    try {
      const pictures = new VideoSampleSource({
        codec: format.video,
        quality: QUALITY_HIGH,
        keyFrameInterval: KEY_FRAMES,
      });
      output.addVideoTrack(pictures);
      const sound = await addSound(input, output, job);
      await output.start();
      for await (const picture of cloakedOf(input)) {
        using closed = picture;
        await pictures.add(closed);
        written++;
        lastEnd = closed.timestamp + closed.duration;
        await sound.writeUntil(closed.timestamp);
      }
      if (written === 0) throw new Error(`none of its ${part.frames} frames could be read`);
      const damage = tellDamage();
      await sound.writeUntil(damage ? lastEnd : Infinity);
      await output.finalize();
      const end = damage ? lastEnd : Math.max(part.to - part.early - origin, sound.end);
      const notice = damage ?? tellSilence(sound);
      return { clip: await draft.finish(end, engine.kept), notice };
    } finally {
      if (output.state !== 'finalized') await output.cancel().catch(() => {});
    }
  }

  /** Says what of the picture could not be read, if anything. */
  function tellDamage(): string | undefined {
    const name = `“${job.file.name}”`;
    if (damagedAt !== undefined && written < part.frames) {
      const at = formatTime(Math.max(0, damagedAt - origin - part.early));
      return `${name} is damaged at ${at}: only ${written} of its ${part.frames} frames could be decoded. These are cloaked.`;
    }
    if (written >= WHOLE * part.frames) return undefined;
    return `${name} breaks off at ${formatTime(lastEnd)}: only ${written} of its ${part.frames} frames could be read. These are cloaked.`;
  }

  function tellSilence({ brokeOffAt }: FilmSound): string | undefined {
    if (brokeOffAt === undefined) return undefined;
    return `The sound of “${job.file.name}” could not be read from ${formatTime(brokeOffAt)} on, and ends there.`;
  }

  async function work(): Promise<CloakedFilm | undefined> {
    try {
      using input = openFilm(job.file);
      if (job.twoPasses) await learn(input);
      return await write(input);
    } catch (error) {
      if (draft) await store.remove(draft.clip.id);
      if (isCancelled) return undefined;
      const reason = error instanceof DiskFullError ? DISK_FULL : sentenceOf(error);
      throw new Error(`The film could not be cloaked to the end (${reason}). Nothing was kept.`, {
        cause: error,
      });
    } finally {
      draft?.release();
      engine.close();
    }
  }

  return {
    done: work(),
    progress: () => ({ ...progress.at(pausing.now()), bytes: bytes() }),
    pause: () => pausing.pause(),
    resume: () => pausing.resume(),
    cancel() {
      isCancelled = true;
      pausing.resume();
      engine.close();
    },
  };
}
