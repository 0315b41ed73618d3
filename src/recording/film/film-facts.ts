// What a film is, and what can be made of it: read before anything is started, so that the person knows.
import {
  ALL_FORMATS,
  BlobSource,
  Input,
  Mp4OutputFormat,
  QUALITY_HIGH,
  WebMOutputFormat,
  canEncodeVideo,
  getFirstEncodableAudioCodec,
  type InputAudioTrack,
  type VideoCodec,
} from 'mediabunny';
import type { ClipType } from '../clip.ts';
import { isBareSound } from './bare-output.ts';
import { outputSize, type Size } from './film-size.ts';

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
  frames: number;
  hasSound: boolean;
  /** The best first; never empty. */
  formats: FilmFormat[];
}

/** The film, opened. `using` closes it. */
export function openFilm(file: Blob): Input {
  return new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
}

/**
 * @param file what the person opened, with the name they know it by
 * @throws Error with a sentence, if it is no film that can be cloaked
 */
export async function readFacts(file: File): Promise<FilmFacts> {
  const name = `“${file.name}”`;
  if (file.size === 0) throw new Error(`${name} is empty. Open another film.`);
  using input = openFilm(file);
  if (!(await input.canRead())) {
    throw new Error(
      `${name} is no film that can be read, or it is broken. Open another, for example an MP4 or a WebM.`,
    );
  }
  const track = await input.getPrimaryVideoTrack();
  if (!track) throw new Error(`${name} has no picture. Open a film.`);
  if (!(await track.canDecode())) {
    throw new Error(
      `${name} is in a form (${(await track.getCodec()) ?? 'unknown'}) that this browser cannot decode. ` +
        'Open another, for example an MP4 with H.264 or a WebM.',
    );
  }
  const size = { width: await track.getDisplayWidth(), height: await track.getDisplayHeight() };
  const { packetCount } = await track.computePacketStats();
  const sound = await input.getPrimaryAudioTrack();
  const output = outputSize(size);
  const formats = await findFormats(output, sound);
  if (packetCount === 0) throw new Error(`${name} has no picture. Open a film.`);
  if (formats.length === 0) {
    throw new Error(
      `This browser can encode no film of ${output.width} x ${output.height} pixels.`,
    );
  }
  return {
    ...{ size, outputSize: output, formats },
    duration: await track.computeDuration(),
    frames: packetCount,
    hasSound: sound !== null,
  };
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
