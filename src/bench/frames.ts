// The demo clip's frames at any size, decoded once, so that no measured time includes decoding.
import { ALL_FORMATS, Input, UrlSource, VideoSampleSink } from 'mediabunny';
import { assetUrl } from '../assets.ts';

const CLIP = 'demo/demo.webm';
/** Between two frames, s. The person moves from one to the next. */
const STEP = 1 / 15;

/** Endless frames: the clip forwards, backwards, and so on, 30 a second. */
export interface BenchFrames {
  /** The caller closes it. */
  next(): VideoFrame;
  dispose(): void;
}

/**
 * @param width, height px; the clip is cropped to that shape and scaled
 * @param count of different frames
 */
export async function loadFrames(
  width: number,
  height: number,
  count: number,
): Promise<BenchFrames> {
  const input = new Input({
    source: new UrlSource(new URL(assetUrl(CLIP), self.location.href).href),
    formats: ALL_FORMATS,
  });
  const pictures: ImageBitmap[] = [];
  try {
    const track = await input.getPrimaryVideoTrack();
    if (!track) throw new Error('The demo clip has no picture.');
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { alpha: false })!;
    const times = Array.from({ length: count }, (_, i) => i * STEP);
    for await (const sample of new VideoSampleSink(track).samplesAtTimestamps(times)) {
      if (!sample) break;
      const scale = Math.max(width / sample.displayWidth, height / sample.displayHeight);
      const [across, down] = [scale * sample.displayWidth, scale * sample.displayHeight];
      sample.draw(context, (width - across) / 2, (height - down) / 2, across, down);
      sample.close();
      pictures.push(await createImageBitmap(canvas));
    }
  } finally {
    input.dispose();
  }
  const turn = Math.max(1, 2 * (pictures.length - 1));
  let number = 0;
  return {
    next() {
      const place = number % turn;
      const picture = pictures[Math.min(place, turn - place)]!;
      const timestamp = Math.round((1e6 * number++) / 30);
      return new VideoFrame(picture, { timestamp, alpha: 'discard' });
    },
    dispose: () => pictures.forEach((picture) => picture.close()),
  };
}
