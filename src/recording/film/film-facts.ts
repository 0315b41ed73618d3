// Reads what a film is and what can be made of it, before anything starts, so that the user knows.
import {
  ALL_FORMATS,
  BlobSource,
  Input,
  MPEG_TS,
  Mp4OutputFormat,
  QUALITY_HIGH,
  WebMOutputFormat,
  canEncodeVideo,
  getFirstEncodableAudioCodec,
  type InputAudioTrack,
  type InputVideoTrack,
  type VideoCodec,
} from 'mediabunny';
import { sentenceOf } from '../../sentence-of.ts';
import type { ClipType } from '../clip.ts';
import { isBareSound } from './bare-output.ts';
import { outputSize, type Size } from './film-size.ts';
import { CutFilmError, findShownPart, findSoundEnd, type ShownPart } from './shown-part.ts';

/** A file format that this browser can turn the film into. */
export interface FilmFormat {
  type: ClipType;
  video: VideoCodec;
  /** False if the film has sound that this format cannot hold. */
  keepsSound: boolean;
}

export interface FilmFacts {
  /** As displayed, px. */
  size: Size;
  /** Of the cloaked film, px. */
  outputSize: Size;
  /** Seconds. */
  duration: number;
  /** The part that players show. */
  part: ShownPart;
  hasSound: boolean;
  /** Whether the film has high dynamic range. The cloaked film then has less, and other colours. */
  hasHighRange: boolean;
  /** The film's first timestamp, s. A piece of a broadcast may start at any time of the day. */
  origin: number;
  /** Where the sound is cut off, s; Infinity if it is not. */
  soundEnd: number;
  /** Best first; never empty. */
  formats: FilmFormat[];
}

/** Opens the film. `using` closes it. */
export function openFilm(file: Blob): Input {
  return new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
}

/** The message is a sentence for the user. */
class FilmProblem extends Error {}

/**
 * @param file what the user opened, with the name they know it by
 * @throws Error with a sentence if it is not a film that can be cloaked
 */
export async function readFacts(file: File): Promise<FilmFacts> {
  try {
    return await readIntact(file);
  } catch (error) {
    if (error instanceof FilmProblem) throw error;
    // The error could be anything that the container's reader throws.
    throw new FilmProblem(
      `“${file.name}” is broken: ${sentenceOf(error).replace(/\.?$/, '.')} Nothing was made of it. Open another film.`,
      { cause: error },
    );
  }
}

/** For a film that is not broken. */
async function readIntact(file: File): Promise<FilmFacts> {
  const name = `“${file.name}”`;
  if (file.size === 0) throw new FilmProblem(`${name} is empty. Open another film.`);
  using input = openFilm(file);
  if (!(await input.canRead())) {
    throw new FilmProblem(
      `${name} is not a film that Vanish can read, or it is broken. Open another, for example an MP4 or a WebM.`,
    );
  }
  const track = await input.getPrimaryVideoTrack();
  if (!track) throw new FilmProblem(`${name} has no picture. Open a film.`);
  if (!(await track.canDecode())) {
    throw new FilmProblem(
      `${name} is in a form (${(await track.getCodec()) ?? 'unknown'}) that this browser cannot decode. ` +
        'Open another, for example an MP4 with H.264 or a WebM.',
    );
  }
  const size = { width: await track.getDisplayWidth(), height: await track.getDisplayHeight() };
  const sound = await input.getPrimaryAudioTrack();
  const [part, soundEnd] = await readParts(file, track, sound);
  const origin = await originOf(input, part, sound);
  const output = outputSize(size);
  const formats = await findFormats(output, sound);
  if (part.frames === 0) throw new FilmProblem(`${name} has no picture. Open a film.`);
  if (formats.length === 0) {
    throw new FilmProblem(
      `This browser can encode no film of ${output.width} x ${output.height} pixels.`,
    );
  }
  return {
    size,
    outputSize: output,
    formats,
    part,
    soundEnd,
    origin,
    duration: part.to - part.early - origin,
    hasSound: sound !== null,
    hasHighRange: await track.hasHighDynamicRange(),
  };
}

/** Files other than broadcasts start at 0, and a late start in them is intended. */
async function originOf(
  input: Input,
  { from }: ShownPart,
  sound: InputAudioTrack | null,
): Promise<number> {
  if ((await input.getFormat()) !== MPEG_TS) return 0;
  return Math.max(0, Math.min(from, (await sound?.getFirstTimestamp()) ?? Infinity));
}

/** @throws Error with a sentence if trimmed parts would reappear */
async function readParts(
  file: File,
  picture: InputVideoTrack,
  sound: InputAudioTrack | null,
): Promise<[ShownPart, number]> {
  try {
    return [await findShownPart(file, picture), await findSoundEnd(file, sound)];
  } catch (error) {
    if (!(error instanceof CutFilmError)) throw error;
    throw new FilmProblem(
      `“${file.name}” is cut in a way (an edit list of several parts) that Vanish cannot follow: what was cut away ` +
        'would come back. Nothing was made of it. Export it from a video editor as one film, and open that.',
      { cause: error },
    );
  }
}

async function findFormats(size: Size, sound: InputAudioTrack | null): Promise<FilmFormat[]> {
  const options = { ...size, quality: QUALITY_HIGH };
  const formats: FilmFormat[] = [];
  // H.264 needs even numbers of pixels.
  const isEven = size.width % 2 === 0 && size.height % 2 === 0;
  if (isEven && (await canEncodeVideo('avc', options))) {
    const keepsSound = await canKeep(sound, new Mp4OutputFormat());
    formats.push({ type: 'video/mp4', video: 'avc', keepsSound });
  }
  for (const video of ['vp9', 'vp8'] as const) {
    if (!(await canEncodeVideo(video, options))) continue;
    const keepsSound = await canKeep(sound, new WebMOutputFormat());
    formats.push({ type: 'video/webm', video, keepsSound });
    break;
  }
  return formats;
}

/** Whether the sound can be copied into the file, or re-encoded for it. */
async function canKeep(
  sound: InputAudioTrack | null,
  format: Mp4OutputFormat | WebMOutputFormat,
): Promise<boolean> {
  if (!sound) return true;
  const codecs = format.getSupportedAudioCodecs();
  const codec = await sound.getCodec();
  if (codec && codecs.includes(codec) && isBareSound(codec)) return true;
  return (await sound.canDecode()) && (await getFirstEncodableAudioCodec(codecs)) !== null;
}
