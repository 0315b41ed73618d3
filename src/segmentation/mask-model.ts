// A network that says of each pixel of a small picture whether somebody is there: the segmenter's, in one of its runtimes.
import type { PersonMask } from '../frame/person-mask.ts';
import type { Part } from './tiles.ts';

export interface MaskModel {
  /** Masks a part of the frame, as large as it is shown. The frame is read before this returns. */
  segment(frame: VideoFrame, part: Part): Promise<PersonMask>;
  /** Whether what it takes pictures in by is lost, so that it would find nobody. Only one in another worker helps. */
  readonly isLost: boolean;
  dispose(): void;
}

/** Makes small pictures of a frame's parts: opaque, and with nothing left of the frame before. */
export function createReducer(isReadOften: boolean) {
  let context: OffscreenCanvasRenderingContext2D | undefined;
  return {
    reduce(frame: VideoFrame, { x, y, width, height }: Part, size: Part['shown']) {
      if (context?.canvas.width !== size.width || context.canvas.height !== size.height) {
        const canvas = new OffscreenCanvas(size.width, size.height);
        const wish = { alpha: false, willReadFrequently: isReadOften };
        context = canvas.getContext('2d', wish) ?? undefined;
      }
      if (!context) throw new Error('This browser cannot make a small picture of the frame.');
      context.fillRect(0, 0, size.width, size.height); // black
      context.drawImage(frame, x, y, width, height, 0, 0, size.width, size.height);
      return context;
    },
    get isLost() {
      return context?.isContextLost() ?? false;
    },
  };
}
