// The frame as a network expects it: downscaled, complete, within black bars.
import { drawableOf } from '../frame/frame-pixels.ts';
import type { FramePart } from './far-people.ts';
import type { Place } from './finder-planes.ts';

/** Draws frames, or parts of them, into a picture of this size, px. @throws Error if there is no canvas for it */
export function createFrameReducer(
  width: number,
  height: number,
): (frame: VideoFrame, place: Place, part?: FramePart) => ImageData {
  let context: OffscreenCanvasRenderingContext2D | undefined;
  return (frame, place, part) => {
    context ??=
      new OffscreenCanvas(width, height).getContext('2d', {
        willReadFrequently: true,
        alpha: false,
      }) ?? undefined;
    if (!context) throw new Error('This browser cannot make a small picture of the frame.');
    context.imageSmoothingQuality = 'medium'; // the mean of what a pixel covers, not a sample of it
    context.fillRect(0, 0, width, height); // black
    const { x, y, width: across, height: down } = part ?? whole(frame);
    const drawable = drawableOf(frame);
    context.drawImage(drawable, x, y, across, down, place.x, place.y, place.width, place.height);
    return context.getImageData(0, 0, width, height);
  };
}

function whole({ displayWidth, displayHeight }: VideoFrame): FramePart {
  return { x: 0, y: 0, width: displayWidth, height: displayHeight };
}
