// The downscaled frame on which the room is watched.
import { drawableOf } from './frame-pixels.ts';

/** The longest side of the small picture, px. */
const LONGEST = 160;

/** RGBA, 8 bit, row by row from the top; an ImageData is one. */
export interface SmallPicture {
  data: Uint8ClampedArray;
  width: number;
  height: number;
}

/** The size of the small picture of a frame, px. @param longest its longest side */
export function smallSize(frameWidth: number, frameHeight: number, longest = LONGEST) {
  const scale = Math.min(1, longest / Math.max(frameWidth, frameHeight));
  return {
    width: Math.max(1, Math.round(frameWidth * scale)),
    height: Math.max(1, Math.round(frameHeight * scale)),
  };
}

/**
 * @param longest side of the picture, px
 * @returns downscales a frame, which stays the caller's; the caller may keep the picture
 */
export function createReducer(longest = LONGEST): (frame: VideoFrame) => SmallPicture {
  let context: OffscreenCanvasRenderingContext2D | undefined;
  return (frame) => {
    const { width, height } = smallSize(frame.displayWidth, frame.displayHeight, longest);
    if (context?.canvas.width !== width || context.canvas.height !== height) {
      const canvas = new OffscreenCanvas(width, height);
      context = canvas.getContext('2d', { willReadFrequently: true, alpha: false }) ?? undefined;
    }
    if (!context) throw new Error('This browser cannot make a small picture of the frame.');
    context.imageSmoothingQuality = 'medium'; // the mean of what a pixel covers, not a sample of it
    context.fillRect(0, 0, width, height); // black: nothing is left of the previous frame
    context.drawImage(drawableOf(frame), 0, 0, width, height);
    return context.getImageData(0, 0, width, height);
  };
}
