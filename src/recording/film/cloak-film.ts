// Cloaks a whole film frame by frame. mediabunny decodes and encodes it, and preserves all times and the sound; the
// engine cloaks. With two passes, the room is first learned from the whole film.
import {
  Conversion,
  QUALITY_HIGH,
  VideoSample,
  VideoSampleSink,
  type Input,
  type InputVideoTrack,
} from 'mediabunny';
import type { Clip } from '../clip.ts';
import { DiskFullError, type ClipDraft, type ClipStore } from '../clip-store.ts';
import { sentenceOf } from '../../sentence-of.ts';
import { wholeFile } from '../whole-file.ts';
import { NO_TAGS, isBareSound } from './bare-output.ts';
import { createCloakedFrames } from './cloaked-frames.ts';
import { openFilm, type FilmFormat } from './film-facts.ts';
import { createProgress, type FilmProgress } from './film-progress.ts';
import type { Size } from './film-size.ts';
import { frameOf } from './film-frame.ts';
import { createPausing } from './pausing.ts';
import { isLastShown, isShown, type ShownPart } from './shown-part.ts';
import { decodeWithOwnTimes } from './timed-decoder.ts';

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
  /** Says, as a sentence, that the film broke off before its end. */
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
/** With less than this share of its announced frames, the film breaks off. */
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
  let handedOver = 0; // frames
  let written = 0;
  /** The picture of the frame before. */
  let previous: Promise<VideoSample> | undefined;
  let lastEnd = 0; // s, of the last written frame

  /** Waits while paused. @throws Cancelled */
  async function waitWhilePaused(): Promise<void> {
    await pausing.passed();
    if (isCancelled) throw new Cancelled();
  }

  async function learn(input: Input): Promise<void> {
    const track = await pictureOf(input);
    let number = 0;
    let before: Promise<void> | undefined;
    for await (const sample of new VideoSampleSink(track).samples()) {
      using closed = sample;
      if (!isShown(part, sample.timestamp) || number++ % STRIDE > 0) continue;
      await waitWhilePaused();
      const learned = engine.learn(frameOf(closed, job.outputSize)).then(() => progress.step());
      learned.catch(() => {}); // it is awaited below
      await before;
      before = learned;
    }
    await before;
    progress.nextPass(pausing.now());
  }

  /** The film's picture, decoded so that every frame has its own time. */
  async function pictureOf(input: Input): Promise<InputVideoTrack> {
    const track = (await input.getPrimaryVideoTrack())!;
    const config =
      part.hasHidden && !(await track.canBeTransparent()) && (await track.getDecoderConfig());
    if (config) decodeWithOwnTimes(config);
    return track;
  }

  async function cloakOne(sample: VideoSample): Promise<VideoSample> {
    const timestamp = sample.timestamp - part.early;
    const duration = Math.min(sample.duration, part.to - (sample.timestamp + origin));
    const picture = await engine.cloak(sample.toVideoFrame());
    progress.step();
    return new VideoSample(picture, { timestamp, duration });
  }

  /**
   * Hands the frame to the engine, which finds people in it while it draws the frame before. A film that breaks off
   * lacks its last frame.
   * @returns the picture of the frame before; for the last frame also its own; none for a frame that players do not show
   */
  async function cloak(sample: VideoSample): Promise<VideoSample[]> {
    await waitWhilePaused();
    const at = sample.timestamp + origin; // on the film's own clock
    if (!isShown(part, at)) return [];
    const isLast = ++handedOver >= part.frames || isLastShown(part, at + sample.duration);
    const coming = cloakOne(sample);
    coming.catch(() => {}); // it is awaited with the next frame
    const due = previous ? [previous] : [];
    if (isLast) due.push(coming);
    previous = isLast ? undefined : coming;
    const pictures = await allOrNone(due);
    written += pictures.length;
    for (const { timestamp, duration } of pictures) lastEnd = timestamp + duration;
    return pictures;
  }

  async function write(input: Input): Promise<CloakedFilm> {
    const { format, outputSize: size } = job;
    draft = await store.create({ name: job.name, kind: 'film', type: format.type });
    await draft.stream.close(); // a film is useless before it is complete
    const whole = await draft.rewrite();
    bytes = () => whole.bytes;
    const output = wholeFile(format.type, whole);
    const track = await pictureOf(input);
    const sound = await input.getPrimaryAudioTrack();
    const soundEnd = sound ? Math.min(job.soundEnd, await sound.computeDuration()) : 0;
    const isSoundCut = job.soundEnd < part.to;
    const isResized = size.width !== (await track.getDisplayWidth());
    const conversion = await Conversion.init({
      input,
      output,
      tracks: 'primary',
      showWarnings: false,
      // A picture that starts late still starts late.
      trim: { start: origin, end: Math.max(part.to, soundEnd) },
      video: {
        ...(isResized ? { ...size, fit: 'fill' as const } : {}), // without a new size, sizes are made even
        codec: format.video,
        quality: QUALITY_HIGH,
        keyFrameInterval: KEY_FRAMES,
        forceTranscode: true,
        allowTransformationMetadata: false,
        process: cloak,
      },
      audio: {
        discard: !format.keepsSound,
        forceTranscode: !isBareSound((await sound?.getCodec()) ?? null),
        process: isSoundCut
          ? (each) => (each.timestamp + origin < job.soundEnd ? each : null)
          : undefined,
      },
      tags: NO_TAGS,
    });
    if (!conversion.utilizedTracks.some((each) => each.isVideoTrack())) {
      throw new Error(`“${job.file.name}” cannot be cloaked in this browser. Try another format.`);
    }
    await conversion.execute();
    if (written === 0) throw new Error(`none of its ${part.frames} frames could be read`);
    const breaksOff = written < WHOLE * part.frames;
    const end = breaksOff
      ? lastEnd
      : Math.max(part.to - part.early, format.keepsSound ? soundEnd : 0) - origin;
    return {
      clip: await draft.finish(end, engine.kept),
      notice: breaksOff
        ? `“${job.file.name}” is broken: only ${written} of its ${part.frames} frames could be read. These are cloaked.`
        : undefined,
    };
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
      void previous?.then(
        (picture) => picture.close(),
        () => {}, // cancelled
      );
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

/** Closes the pictures if one of them fails. */
async function allOrNone(coming: readonly Promise<VideoSample>[]): Promise<VideoSample[]> {
  try {
    return await Promise.all(coming);
  } catch (error) {
    const close = (picture: VideoSample) => picture.close();
    for (const each of coming) each.then(close, () => {});
    throw error;
  }
}
