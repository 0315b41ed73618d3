// Writes incoming pictures and sound to a clip's file. WebCodecs encodes them, and mediabunny writes fragments of one
// second, so that what is written stays playable whatever happens next.
import {
  AudioSample,
  AudioSampleSource,
  Mp4OutputFormat,
  Output,
  QUALITY_HIGH,
  StreamTarget,
  VideoSample,
  VideoSampleSource,
  WebMOutputFormat,
  getFirstEncodableAudioCodec,
  getFirstEncodableVideoCodec,
} from 'mediabunny';
import type { ClipChunk, ClipType } from './clip.ts';
import type { SoundFormat } from './sound-reader.ts';

/** The most that is lost when the page dies, s. Every fragment starts with a key frame. */
const FRAGMENT = 1;

/** Used as an error message. */
export const NO_ENCODER = 'This browser cannot encode video of this size. Nothing was recorded.';

export interface ClipFormat {
  type: ClipType;
  video: 'avc' | 'vp9' | 'vp8';
  audio?: 'aac' | 'opus';
  /** px. Same as the pictures, or one less if the encoder needs even numbers. */
  width: number;
  height: number;
}

/**
 * H.264 in MP4 if the browser can encode it, otherwise VP9 or VP8 in WebM.
 * @throws Error with a sentence if it can encode none of them
 */
export async function chooseFormat(
  width: number,
  height: number,
  sound?: SoundFormat,
): Promise<ClipFormat> {
  const quality = QUALITY_HIGH;
  const soundOptions = sound && {
    sampleRate: sound.rate,
    numberOfChannels: sound.channels,
    quality,
  };
  const even = { width: width & ~1, height: height & ~1 };
  if (await getFirstEncodableVideoCodec(['avc'], { ...even, quality })) {
    const audio =
      soundOptions && (await getFirstEncodableAudioCodec(['aac', 'opus'], soundOptions));
    return { type: 'video/mp4', video: 'avc', audio: audio as ClipFormat['audio'], ...even };
  }
  const video = await getFirstEncodableVideoCodec(['vp9', 'vp8'], { width, height, quality });
  if (!video) throw new Error(NO_ENCODER);
  const audio = soundOptions && (await getFirstEncodableAudioCodec(['opus'], soundOptions));
  return {
    type: 'video/webm',
    video: video as ClipFormat['video'],
    audio: audio as ClipFormat['audio'],
    width,
    height,
  };
}

export interface ClipOutput {
  /**
   * Encodes and closes the picture. Resolves when the encoder is ready for the next.
   * @param time when it is shown, @param duration for how long, both in s
   */
  addPicture(picture: VideoFrame, time: number, duration: number): Promise<void>;
  /** Samples as 32-bit floats, channel by channel. @param time in s */
  addSound(samples: Float32Array<ArrayBuffer>, time: number): Promise<void>;
  /** Writes the rest and closes the stream. The encoders are closed in any case. */
  finish(): Promise<void>;
}

/** @param stream the file's stream */
export async function createClipOutput(
  stream: WritableStream<ClipChunk>,
  format: ClipFormat,
  sound?: SoundFormat,
): Promise<ClipOutput> {
  const output = new Output({
    format:
      format.type === 'video/mp4'
        ? new Mp4OutputFormat({ fastStart: 'fragmented', minimumFragmentDuration: FRAGMENT })
        : new WebMOutputFormat({ minimumClusterDuration: FRAGMENT }),
    target: new StreamTarget(stream),
  });
  const pictures = new VideoSampleSource({
    codec: format.video,
    quality: QUALITY_HIGH,
    keyFrameInterval: FRAGMENT,
    sizeChangeBehavior: 'contain',
  });
  output.addVideoTrack(pictures);
  const sounds =
    format.audio && sound
      ? new AudioSampleSource({ codec: format.audio, quality: QUALITY_HIGH })
      : undefined;
  if (sounds) output.addAudioTrack(sounds);
  await output.start();

  /** Crops the odd row and column if the format has none. Only for pictures of the size it was created for. */
  function cut(picture: VideoFrame): VideoFrame {
    const { displayWidth, displayHeight } = picture;
    const { width, height } = format;
    const isOdd = displayWidth - width === 1 || displayHeight - height === 1;
    if (!isOdd || displayWidth < width || displayHeight < height) return picture;
    const visibleRect = { x: 0, y: 0, width, height };
    const smaller = new VideoFrame(picture, {
      visibleRect,
      displayWidth: width,
      displayHeight: height,
    });
    picture.close();
    return smaller;
  }

  return {
    async addPicture(picture, timestamp, duration) {
      const sample = new VideoSample(cut(picture), { timestamp, duration });
      try {
        await pictures.add(sample);
      } finally {
        sample.close();
      }
    },
    async addSound(data, timestamp) {
      if (!sounds || !sound || data.length === 0) return;
      const { rate: sampleRate, channels: numberOfChannels } = sound;
      const sample = new AudioSample({
        data,
        sampleRate,
        numberOfChannels,
        timestamp,
        format: 'f32-planar',
      });
      try {
        await sounds.add(sample);
      } finally {
        sample.close();
      }
    },
    finish: () => output.finalize(),
  };
}
