// A frame's pixels in memory: by VideoFrame.copyTo where the browser converts colours there, by a canvas elsewhere.

/** @returns RGBA, row by row, at the frame's display size; good until the next call. The frame must be plain. */
export type ReadPixels = (frame: VideoFrame) => Promise<Uint8ClampedArray>;

export function createPixelReader(): ReadPixels {
  let pixels: Uint8ClampedArray = new Uint8ClampedArray(0);
  let converts = true;
  let context: OffscreenCanvasRenderingContext2D | undefined;

  function draw(frame: VideoFrame): Uint8ClampedArray {
    const { displayWidth: width, displayHeight: height } = frame;
    if (context?.canvas.width !== width || context.canvas.height !== height) {
      const options = { alpha: false, willReadFrequently: true };
      context = new OffscreenCanvas(width, height).getContext('2d', options) ?? undefined;
    }
    if (!context) throw new Error('This browser cannot read the frame.');
    context.drawImage(frame, 0, 0);
    return context.getImageData(0, 0, width, height).data;
  }

  return async (frame) => {
    if (!converts) return draw(frame);
    const { displayWidth: width, displayHeight: height } = frame;
    const length = 4 * width * height;
    if (pixels.length !== length) pixels = new Uint8ClampedArray(length);
    const layout = [{ offset: 0, stride: 4 * width }];
    try {
      await frame.copyTo(pixels, { format: 'RGBA', colorSpace: 'srgb', layout });
      return pixels;
    } catch (error) {
      if ((error as Error).name !== 'NotSupportedError') throw error;
      converts = false;
      return draw(frame);
    }
  };
}
