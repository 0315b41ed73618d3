// Frames as everything after this takes them. A VideoFrame has three sizes (coded, visible, displayed), maybe a rotation,
// transparency and a range of brightness that no canvas has; browsers' ways to read one heed different parts of that
// (https://www.w3.org/TR/webcodecs/#videoframe-interface). Here alone all of them are known: a plain frame is
// upright, opaque, in square pixels, and as many of them are stored as are shown.

/** The smaller side of a picture must have so many px: with fewer nobody is found in it. */
export const SMALLEST_SIDE = 16;

/** A picture that cannot be cloaked; the message is a sentence. */
export class UnfitFrameError extends Error {
  override readonly name = 'UnfitFrameError';
}

export interface PlainFrames {
  /**
   * @param frame taken over
   * @param longest the longest side wanted, px: a larger picture is made smaller
   * @returns the frame itself if it is plain, or a plain one in its place, with its time; the caller's to close
   * @throws UnfitFrameError if it has too few pixels to be cloaked; the frame is closed then, too
   */
  take(frame: VideoFrame, longest?: number): VideoFrame;
}

/** Frames on their way through `createPlainFrames` share one canvas. */
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
        // What is transparent in the frame would show the frame before it.
        drawing.fillRect(0, 0, width, height);
        drawing.drawImage(frame, 0, 0, width, height); // heeds all that a frame has
        return new VideoFrame(drawing.canvas, { timestamp, alpha: 'discard' });
      } finally {
        frame.close();
      }
    },
  };
}

/** Whether a frame is brighter and more colourful than a canvas can be: its plain one has other colours. */
export function hasHighRange({ colorSpace }: VideoFrame): boolean {
  return HIGH_RANGE.test(colorSpace.transfer ?? '');
}

/** Whether what is stored is what is shown. */
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

/** The displayed size, or, where a side is longer than `longest`, the same shape made smaller. */
function fitInto({ displayWidth, displayHeight }: VideoFrame, longest: number) {
  const scale = Math.min(1, longest / Math.max(displayWidth, displayHeight));
  if (scale === 1) return { width: displayWidth, height: displayHeight };
  // Even numbers, as encoders want them.
  const even = (length: number) => 2 * Math.round((length * scale) / 2);
  return { width: even(displayWidth), height: even(displayHeight) };
}

function unfit({ displayWidth, displayHeight }: VideoFrame): UnfitFrameError {
  return new UnfitFrameError(
    `The picture has ${displayWidth} x ${displayHeight} pixels, too few for anybody to be found in it. ` +
      'Nothing of it is shown. Choose another video or another camera.',
  );
}
