// A clip's frames, decoded exactly and in order.
import { ALL_FORMATS, BlobSource, Input, VideoSampleSink, type VideoSample } from 'mediabunny';
import { fetchFile, fileTitle, pixelsOf } from './case-files.ts';
import { isPlain } from '../sources/plain-frame.ts';
import type { Case } from './messages.ts';

export interface ClipFrame {
  /** As decoded, or rebuilt from the pixels if that is not plain (sources/plain-frame.ts). The caller closes it. */
  frame: VideoFrame;
  pixels: ImageData;
  /** When it is shown and for how long, in seconds. */
  timestamp: number;
  duration: number;
}

export interface ClipReader {
  /** What to call it in sentences. */
  readonly title: string;
  /** px, as displayed */
  readonly width: number;
  readonly height: number;
  /** The next frame in the order of presentation; undefined after the last. */
  next(): Promise<ClipFrame | undefined>;
  dispose(): Promise<void>;
}

/** @throws if the file is no video, or this browser cannot decode it */
export async function openClip(evaluated: Case, file: string): Promise<ClipReader> {
  const title = fileTitle(evaluated.name, file);
  const blob = await fetchFile(evaluated, file);
  const input = new Input({ source: new BlobSource(blob), formats: ALL_FORMATS });
  try {
    if (!(await input.canRead())) throw new Error(`${title} is not a video that can be read.`);
    const track = await input.getPrimaryVideoTrack();
    if (!track) throw new Error(`${title} has no picture.`);
    if (!(await track.canDecode())) {
      throw new Error(`${title} is in a form (${track.codec}) that this browser cannot decode.`);
    }
    const width = await track.getDisplayWidth();
    const height = await track.getDisplayHeight();
    const samples = new VideoSampleSink(track).samples();
    return {
      title,
      width,
      height,
      async next() {
        const { value, done } = await samples.next();
        return done ? undefined : toClipFrame(value, width, height);
      },
      async dispose() {
        await samples.return();
        input.dispose();
      },
    };
  } catch (error) {
    input.dispose();
    throw error;
  }
}

/** Closes the sample. */
function toClipFrame(sample: VideoSample, width: number, height: number): ClipFrame {
  try {
    const { timestamp, duration } = sample;
    const pixels = pixelsOf(width, height, (context) => sample.draw(context, 0, 0, width, height));
    const decoded = sample.toVideoFrame();
    if (sample.rotation === 0 && !sample.flip && isPlain(decoded)) {
      return { frame: decoded, pixels, timestamp, duration };
    }
    decoded.close();
    const frame = new VideoFrame(pixels.data, {
      format: 'RGBX',
      codedWidth: width,
      codedHeight: height,
      timestamp: sample.microsecondTimestamp,
    });
    return { frame, pixels, timestamp, duration };
  } finally {
    sample.close();
  }
}
