// What a film is, and what can be made of it: read before anything is started, so that the person knows.
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

/** A kind of file that this browser can make of the film. */
export interface FilmFormat {
  type: ClipType;
  video: VideoCodec;
  /** False: the film has sound, and this kind of file cannot hold it. */
  keepsSound: boolean;
}

export interface FilmFacts {
  /** As shown, px. */
  size: Size;
  /** Of the cloaked film, px. */
  outputSize: Size;
  /** Seconds. */
  duration: number;
  /** What players show of it. */
  part: ShownPart;
  hasSound: boolean;
  /** Of high dynamic range: a cloaked film has less, and its colours differ. */
  hasHighRange: boolean;
  /** What its clock shows when it begins, s: a piece of a broadcast may begin at any time of the day. */
  origin: number;
  /** Where the sound is cut off, s; Infinity if it is not. */
  soundEnd: number;
  /** The best first; never empty. */
  formats: FilmFormat[];
}

/** The film, opened. `using` closes it. */
export function openFilm(file: Blob): Input {
  return new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
}

/** The message is a sentence for the person. */
class FilmProblem extends Error {}

/**
 * @param file what the person opened, with the name they know it by
 * @throws Error with a sentence, if it is no film that can be cloaked
 */
export async function readFacts(file: File): Promise<FilmFacts> {
  try {
    return await readIntact(file);
  } catch (error) {
    if (error instanceof FilmProblem) throw error;
    // In whatever words the reader of its container has for it.
    throw new FilmProblem(
      `“${file.name}” is broken: ${sentenceOf(error).replace(/\.?$/, '.')} Nothing was made of it. Open another film.`,
      { cause: error },
    );
  }
}

/** Of a film that is not broken. */
async function readIntact(file: File): Promise<FilmFacts> {
  const name = `“${file.name}”`;
  if (file.size === 0) throw new FilmProblem(`${name} is empty. Open another film.`);
  using input = openFilm(file);
  if (!(await input.canRead())) {
    throw new FilmProblem(
      `${name} is no film that can be read, or it is broken. Open another, for example an MP4 or a WebM.`,
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
    ...{ size, outputSize: output, formats, part, soundEnd, origin },
    duration: part.to - part.early - origin,
    hasSound: sound !== null,
    hasHighRange: await track.hasHighDynamicRange(),
  };
}

/** Other files than those of broadcasts begin at 0, and what comes late in them is late. */
async function originOf(
  input: Input,
  { from }: ShownPart,
  sound: InputAudioTrack | null,
): Promise<number> {
  if ((await input.getFormat()) !== MPEG_TS) return 0;
  return Math.max(0, Math.min(from, (await sound?.getFirstTimestamp()) ?? Infinity));
}

/** @throws Error with a sentence if what was cut away would come back */
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
  // H.264 wants even numbers of pixels.
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

/** Whether the sound can be copied into the file, or decoded and encoded for it. */
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
