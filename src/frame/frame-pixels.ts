// The pixels of the latest frame in memory. Several stages downscale the same frame, and drawing a VideoFrame converts
// all of it every time. So it is converted here once, and then drawn from memory.

interface LatestFrame {
  frame: VideoFrame;
  /** RGBA, row by row, at the display size. */
  pixels: Promise<Uint8ClampedArray<ArrayBuffer>>;
  /** Set once the pixels have been read. */
  image?: ImageData;
  /** Whether the canvas shows this frame. */
  isDrawn: boolean;
}

let latest: LatestFrame | undefined;
/** Reused by frames of the same size. */
let buffer = new Uint8ClampedArray(0);
/** Reads in progress: a second one at the same time needs its own memory. */
let reads = 0;
let converts = true;
let context: OffscreenCanvasRenderingContext2D | undefined;

/**
 * Reads a frame, at most once.
 * @param frame plain (sources/plain-frame.ts); it must stay open meanwhile
 * @returns RGBA, row by row, at the frame's display size; valid until another frame is read
 */
export function readPixels(frame: VideoFrame): Promise<Uint8ClampedArray<ArrayBuffer>> {
  if (latest?.frame === frame) return latest.pixels;
  const mine: LatestFrame = { frame, pixels: read(frame), isDrawn: false };
  latest = mine;
  mine.pixels.then(
    (pixels) => (mine.image = new ImageData(pixels, frame.displayWidth, frame.displayHeight)),
    () => latest === mine && (latest = undefined), // the caller gets the error
  );
  return mine.pixels;
}

/** What to draw to get this frame's picture: a canvas if the frame was read last, otherwise the frame itself. */
export function drawableOf(frame: VideoFrame): VideoFrame | OffscreenCanvas {
  if (latest?.frame !== frame || !latest.image) return frame;
  const { width, height } = latest.image;
  const drawing = contextOf(width, height);
  if (!latest.isDrawn) drawing.putImageData(latest.image, 0, 0);
  latest.isDrawn = true;
  return drawing.canvas;
}

async function read(frame: VideoFrame): Promise<Uint8ClampedArray<ArrayBuffer>> {
  if (!converts) return draw(frame);
  const { displayWidth: width, displayHeight: height } = frame;
  const length = 4 * width * height;
  if (buffer.length !== length) buffer = new Uint8ClampedArray(length);
  const pixels = reads > 0 ? new Uint8ClampedArray(length) : buffer;
  reads++;
  try {
    const layout = [{ offset: 0, stride: 4 * width }];
    await frame.copyTo(pixels, { format: 'RGBA', colorSpace: 'srgb', layout });
    return pixels;
  } catch (error) {
    if ((error as Error).name !== 'NotSupportedError') throw error;
    converts = false; // this browser copies frames, but not as RGBA
    return draw(frame);
  } finally {
    reads--;
  }
}

function draw(frame: VideoFrame): Uint8ClampedArray<ArrayBuffer> {
  const { displayWidth: width, displayHeight: height } = frame;
  const drawing = contextOf(width, height);
  drawing.drawImage(frame, 0, 0);
  return drawing.getImageData(0, 0, width, height).data;
}

function contextOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  if (context?.canvas.width !== width || context.canvas.height !== height) {
    const options = { alpha: false, willReadFrequently: true };
    context = new OffscreenCanvas(width, height).getContext('2d', options) ?? undefined;
  }
  if (!context) throw new Error('This browser cannot read the frame.');
  return context;
}
