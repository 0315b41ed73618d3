// Converts frames to the form that everything after this expects. A VideoFrame has three sizes (coded, visible,
// displayed), possibly a rotation, transparency and a brightness range beyond that of any canvas. Browsers' ways to
// read it each respect different parts of that (https://www.w3.org/TR/webcodecs/#videoframe-interface). Only this file
// knows them all. A plain frame is upright and opaque, has square pixels, and stores exactly the pixels that it
// displays.

/** Shortest side of a picture, px: in a smaller one, nobody is found. */
export const SMALLEST_SIDE = 16;

/** A picture that cannot be cloaked. The message is a sentence. */
export class UnfitFrameError extends Error {
  override readonly name = 'UnfitFrameError';
}

export interface PlainFrames {
  /**
   * @param frame ownership passes to the callee
   * @param longest longest side, px: a larger picture is scaled down
   * @returns the frame itself if it is plain, or a plain one with its timestamp; the caller closes it
   * @throws UnfitFrameError if it has too few pixels to be cloaked; the frame is then closed, too
   */
  take(frame: VideoFrame, longest?: number): VideoFrame;
}

/** Frames that pass through one `createPlainFrames` share a canvas. */
export function createPlainFrames(): PlainFrames {
  let context: OffscreenCanvasRenderingContext2D | undefined;

  function canvasOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
    if (context?.canvas.width !== width || context.canvas.height !== height) {
      const opened = new OffscreenCanvas(width, height).getContext('2d', { alpha: false });
      if (!opened) throw new Error('This browser cannot copy the picture.');
      context = opened;
    }
    return context;
  }

  return {
    take(frame, longest = Infinity) {
      const { width, height } = fitInto(frame, longest);
      if (isPlain(frame) && width === frame.displayWidth) return frame;
      try {
        if (Math.min(width, height) < SMALLEST_SIDE) throw unfit(frame);
        const { timestamp } = frame;
        const drawing = canvasOf(width, height);
        // Otherwise the previous frame would show through transparent parts.
        drawing.fillRect(0, 0, width, height);
        drawing.drawImage(frame, 0, 0, width, height); // respects everything that a frame has
        return new VideoFrame(drawing.canvas, { timestamp, alpha: 'discard' });
      } finally {
        frame.close();
      }
    },
  };
}

/** Whether a frame exceeds a canvas's range of brightness and colour. Its plain version then has other colours. */
export function hasHighRange({ colorSpace }: VideoFrame): boolean {
  return HIGH_RANGE.test(colorSpace.transfer ?? '');
}

/** Whether the stored pixels are the displayed ones. */
export function isPlain(frame: VideoFrame): boolean {
  const { visibleRect, displayWidth, displayHeight, format } = frame;
  return (
    visibleRect?.width === displayWidth &&
    visibleRect.height === displayHeight &&
    !frame.rotation &&
    !frame.flip &&
    !TRANSPARENT.test(format ?? '') &&
    !hasHighRange(frame) &&
    Math.min(displayWidth, displayHeight) >= SMALLEST_SIDE
  );
}

/** Formats with an alpha channel: RGBA, BGRA, I420A, I444AP10 and the like. */
const TRANSPARENT = /A(P\d+)?$/;
/** Transfer functions of high dynamic range. */
const HIGH_RANGE = /^(pq|hlg)$/;

/** The displayed size or, if a side is longer than `longest`, the same shape scaled down. */
function fitInto({ displayWidth, displayHeight }: VideoFrame, longest: number) {
  const scale = Math.min(1, longest / Math.max(displayWidth, displayHeight));
  if (scale === 1) return { width: displayWidth, height: displayHeight };
  // Encoders need even numbers.
  const even = (length: number) => 2 * Math.round((length * scale) / 2);
  return { width: even(displayWidth), height: even(displayHeight) };
}

function unfit({ displayWidth, displayHeight }: VideoFrame): UnfitFrameError {
  return new UnfitFrameError(
    `The picture has ${displayWidth} x ${displayHeight} pixels, too few for anybody to be found in it. ` +
      'Nothing of it is shown. Choose another video or another camera.',
  );
}
