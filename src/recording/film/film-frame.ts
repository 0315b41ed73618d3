// A frame of a film as the engine takes it.
import type { VideoSample } from 'mediabunny';
import type { Size } from './film-size.ts';

/** The frame, upright and at the film's new size. */
export function frameOf(sample: VideoSample, { width, height }: Size): VideoFrame {
  const isAsShown =
    sample.rotation === 0 &&
    !sample.flip &&
    sample.visibleRect.width === width &&
    sample.visibleRect.height === height;
  if (isAsShown) return sample.toVideoFrame();
  const canvas = new OffscreenCanvas(width, height);
  sample.draw(canvas.getContext('2d', { alpha: false })!, 0, 0, width, height);
  return new VideoFrame(canvas, { timestamp: sample.microsecondTimestamp });
}
