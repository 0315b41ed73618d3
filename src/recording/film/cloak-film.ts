// A whole film through the cloak, frame by frame: mediabunny decodes, encodes and keeps every time and the
// sound as they were; the engine cloaks. With two passes the room is learned from the whole film first.
import {
  Conversion,
  QUALITY_HIGH,
  VideoSample,
  VideoSampleSink,
  type Input,
  type InputVideoTrack,
} from 'mediabunny';
import type { Clip } from '../clip.ts';
import { NoRoomError, type ClipDraft, type ClipStore } from '../clip-store.ts';
import { sentenceOf } from '../../sentence-of.ts';
import { wholeFile } from '../whole-file.ts';
import { NO_TAGS, isBareSound } from './bare-output.ts';
import { createCloakedFrames } from './cloaked-frames.ts';
import { openFilm, type FilmFormat } from './film-facts.ts';
import { createProgress, type FilmProgress } from './film-progress.ts';
import type { Size } from './film-size.ts';
import { isShown, type ShownPart } from './shown-part.ts';
import { decodeWithOwnTimes } from './timed-decoder.ts';

export interface FilmJob {
  file: File;
  /** What the clip is called. */
  name: string;
  format: FilmFormat;
  outputSize: Size;
  /** As the film's facts say. */
  part: ShownPart;
  soundEnd: number;
  origin: number;
  twoPasses: boolean;
  /** Where the engine takes frames. */
  port: MessagePort;
}

export interface CloakedFilm {
  clip: Clip;
  /** That the film broke off before its end: a sentence. */
  notice?: string;
}

export interface FilmWork {
  /** Resolves with undefined if it was cancelled. @throws Error with a sentence */
  readonly done: Promise<CloakedFilm | undefined>;
  progress(): FilmProgress;
  pause(): void;
  goOn(): void;
  cancel(): void;
}

/** In the first pass every third frame is looked at: the room does not change faster. */
const STRIDE = 3;
/** Fewer frames than this share of those that a film told of: it breaks off. */
const WHOLE = 0.98;
/** Seconds between two places that players jump to quickly. */
const KEY_FRAMES = 2;

const NO_ROOM = 'the browser gives the page no more disk space: save and delete clips to make room';

class Cancelled extends Error {}

export function cloakFilm(store: ClipStore, job: FilmJob): FilmWork {
  const { part, origin } = job;
  const engine = createCloakedFrames(job.port);
  const learned = job.twoPasses ? [Math.ceil(part.frames / STRIDE)] : [];
  const clock = createStoppableClock();
  const progress = createProgress([...learned, part.frames], clock.now());
  let draft: ClipDraft | undefined;
  let bytes = () => 0;
  let isCancelled = false;
  let cloaked = 0;
  let lastEnd = 0; // s, of the frame that was cloaked last
  let gate: { opened: Promise<void>; open: () => void } | undefined;

  /** Waits out a pause. @throws Cancelled */
  async function mayGoOn(): Promise<void> {
    await gate?.opened;
    if (isCancelled) throw new Cancelled();
  }

  async function learn(input: Input): Promise<void> {
    const track = await pictureOf(input);
    let number = 0;
    for await (const sample of new VideoSampleSink(track).samples()) {
      using closed = sample;
      if (!isShown(part, sample.timestamp) || number++ % STRIDE > 0) continue;
      await mayGoOn();
      await engine.learn(asShown(closed, job.outputSize));
      progress.step();
    }
    progress.nextPass(clock.now());
  }

  /** The film's picture, decoded so that every frame has its own time. */
  async function pictureOf(input: Input): Promise<InputVideoTrack> {
    const track = (await input.getPrimaryVideoTrack())!;
    const config =
      part.hasHidden && !(await track.canBeTransparent()) && (await track.getDecoderConfig());
    if (config) decodeWithOwnTimes(config);
    return track;
  }

  /** Null for a frame that players do not show. */
  async function cloak(sample: VideoSample): Promise<VideoSample | null> {
    await mayGoOn();
    const at = sample.timestamp + origin; // by the film's own clock
    if (!isShown(part, at)) return null;
    const timestamp = sample.timestamp - part.early;
    const duration = Math.min(sample.duration, part.to - at);
    const picture = await engine.cloak(sample.toVideoFrame());
    progress.step();
    cloaked++;
    lastEnd = timestamp + duration;
    return new VideoSample(picture, { timestamp, duration });
  }

  async function write(input: Input): Promise<CloakedFilm> {
    const { format, outputSize: size } = job;
    draft = await store.create({ name: job.name, kind: 'film', type: format.type });
    await draft.stream.close(); // nothing of a film can be used before it is whole
    const whole = await draft.rewrite();
    bytes = () => whole.bytes;
    const output = wholeFile(format.type, whole);
    const track = await pictureOf(input);
    const sound = await input.getPrimaryAudioTrack();
    const soundEnd = sound ? Math.min(job.soundEnd, await sound.computeDuration()) : 0;
    const isSoundCut = job.soundEnd < part.to;
    const isResized = size.width !== (await track.getDisplayWidth());
    const conversion = await Conversion.init({
      ...{ input, output, tracks: 'primary', showWarnings: false },
      // A picture that comes late stays late.
      trim: { start: origin, end: Math.max(part.to, soundEnd) },
      video: {
        ...(isResized ? { ...size, fit: 'fill' as const } : {}), // asked for, sizes are made even
        ...{ codec: format.video, quality: QUALITY_HIGH, keyFrameInterval: KEY_FRAMES },
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
    const breaksOff = cloaked < WHOLE * part.frames;
    const end = breaksOff
      ? lastEnd
      : Math.max(part.to - part.early, format.keepsSound ? soundEnd : 0) - origin;
    return {
      clip: await draft.finish(end, engine.kept),
      notice: breaksOff
        ? `“${job.file.name}” is broken: only ${cloaked} of its ${part.frames} frames could be read. These are cloaked.`
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
      const reason = error instanceof NoRoomError ? NO_ROOM : sentenceOf(error);
      throw new Error(`The film could not be cloaked to its end (${reason}). Nothing was kept.`, {
        cause: error,
      });
    } finally {
      draft?.release();
      engine.close();
    }
  }

  return {
    done: work(),
    progress: () => ({ ...progress.at(clock.now()), bytes: bytes() }),
    pause() {
      if (gate) return;
      clock.stop();
      let open = () => {};
      const opened = new Promise<void>((resolve) => (open = resolve));
      gate = { opened, open };
    },
    goOn() {
      clock.goOn();
      gate?.open();
      gate = undefined;
    },
    cancel() {
      isCancelled = true;
      gate?.open();
      engine.close();
    },
  };
}

/** The frame upright and in the film's new size. */
function asShown(sample: VideoSample, { width, height }: Size): VideoFrame {
  const isAsShown =
    sample.rotation === 0 &&
    sample.visibleRect.width === width &&
    sample.visibleRect.height === height;
  if (isAsShown) return sample.toVideoFrame();
  const canvas = new OffscreenCanvas(width, height);
  sample.draw(canvas.getContext('2d', { alpha: false })!, 0, 0, width, height);
  return new VideoFrame(canvas, { timestamp: sample.microsecondTimestamp });
}

/** ms that pass while it is not stopped. */
function createStoppableClock() {
  let stoppedAt: number | undefined;
  let stopped = 0;
  return {
    now: () => (stoppedAt ?? performance.now()) - stopped,
    stop: () => void (stoppedAt ??= performance.now()),
    goOn() {
      if (stoppedAt === undefined) return;
      stopped += performance.now() - stoppedAt;
      stoppedAt = undefined;
    },
  };
}
