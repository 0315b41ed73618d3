// Writes frames to a video file: H.264 in MP4, or VP9 in WebM if the browser has no H.264 encoder (or none for that
// size: H.264 needs even numbers of pixels).
import {
  BufferTarget,
  Mp4OutputFormat,
  Output,
  QUALITY_VERY_HIGH,
  VideoSample,
  VideoSampleSource,
  WebMOutputFormat,
  canEncodeVideo,
} from 'mediabunny';

export interface ClipWriter {
  /** `output.mp4` or `output.webm` */
  readonly file: string;
  /** @param timestamp when the frame is shown, @param duration for how long, both in seconds */
  add(picture: ImageData, timestamp: number, duration: number): Promise<void>;
  /** The complete file. Nothing can be added after that. */
  finish(): Promise<Blob>;
  /** Gives up without a file. Does nothing after `finish`. */
  dispose(): Promise<void>;
}

/** @throws if the browser can encode neither format at that size (px) */
export async function createClipWriter(width: number, height: number): Promise<ClipWriter> {
  const size = { width, height, quality: QUALITY_VERY_HIGH };
  const asMp4 = width % 2 === 0 && height % 2 === 0 && (await canEncodeVideo('avc', size));
  if (!asMp4 && !(await canEncodeVideo('vp9', size))) {
    throw new Error(`This browser can encode neither H.264 nor VP9 at ${width}x${height}.`);
  }

  const target = new BufferTarget();
  const format = asMp4 ? new Mp4OutputFormat() : new WebMOutputFormat();
  const output = new Output({ format, target });
  const source = new VideoSampleSource({
    codec: asMp4 ? 'avc' : 'vp9',
    quality: QUALITY_VERY_HIGH,
  });
  output.addVideoTrack(source);
  await output.start();

  return {
    file: asMp4 ? 'output.mp4' : 'output.webm',
    async add(picture, timestamp, duration) {
      const sample = new VideoSample(picture.data, {
        format: 'RGBA',
        codedWidth: width,
        codedHeight: height,
        timestamp,
        duration,
      });
      try {
        await source.add(sample);
      } finally {
        sample.close();
      }
    },
    async finish() {
      await output.finalize();
      if (!target.buffer) throw new Error('The encoder left no file.');
      return new Blob([target.buffer], { type: format.mimeType });
    },
    async dispose() {
      if (output.state === 'pending' || output.state === 'started') await output.cancel();
    },
  };
}
