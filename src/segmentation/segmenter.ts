// Finds people with MediaPipe's ImageSegmenter, on the CPU: its GPU delegate grows without bounds
// over an hour (google-ai-edge/mediapipe #6352), and the mask is wanted on the CPU anyway.
import { FilesetResolver, ImageSegmenter } from '@mediapipe/tasks-vision';
import { assetUrl } from '../assets.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import { MEDIAPIPE_FOLDER } from '../vendor-folders.ts';
import { joinLooks, secondLooks } from './second-look.ts';
import { mergeMasks, tilesOf, type Part } from './tiles.ts';

const MODEL = 'models/segmenter/selfie_segmentation.tflite';

export interface Segmenter {
  /**
   * Masks the frame, which stays the caller's: a look at all of it, and a closer one at the people in it. The mask
   * is the caller's to keep.
   * @throws Error when the graphics context that it takes pictures in by is lost: it would find nobody
   */
  run(frame: VideoFrame): PersonMask;
  /** Whether that context is lost. Only a segmenter in another worker helps. */
  readonly isLost: boolean;
  dispose(): void;
}

/**
 * Loads model and WebAssembly from the assets' place; for use in a module worker, and once in each:
 * MediaPipe's module hands out its factory only the first time.
 */
export async function createSegmenter(modelUrl = assetUrl(MODEL)): Promise<Segmenter> {
  const fileset = await FilesetResolver.forVisionTasks(
    assetUrl(MEDIAPIPE_FOLDER.slice(0, -1)),
    true,
  );
  // MediaPipe takes pictures in by WebGL, also for the CPU, and does not notice when that is lost.
  const canvas = new OffscreenCanvas(1, 1);
  let hasLost = false;
  canvas.addEventListener('webglcontextlost', () => (hasLost = true));
  const isLost = () => hasLost || (canvas.getContext('webgl2')?.isContextLost() ?? false);
  const segmenter = await ImageSegmenter.createFromOptions(fileset, {
    canvas,
    baseOptions: { modelAssetPath: modelUrl, delegate: 'CPU' },
    runningMode: 'VIDEO',
    outputConfidenceMasks: true,
    outputCategoryMask: false,
  });
  let time = 0; // ms; MediaPipe wants a time that grows, and frames may begin anew
  let turn = 0;
  let reduced: OffscreenCanvasRenderingContext2D | undefined;

  /** A part of the frame as the model sees it: opaque, and with nothing left of the frame before. */
  function reduce(frame: VideoFrame, { x, y, width, height, shown }: Part): OffscreenCanvas {
    if (reduced?.canvas.width !== shown.width || reduced.canvas.height !== shown.height) {
      const canvas = new OffscreenCanvas(shown.width, shown.height);
      reduced = canvas.getContext('2d', { alpha: false }) ?? undefined;
    }
    if (!reduced) throw new Error('This browser cannot make a small picture of the frame.');
    reduced.fillRect(0, 0, shown.width, shown.height); // black
    reduced.drawImage(frame, x, y, width, height, 0, 0, shown.width, shown.height);
    return reduced.canvas;
  }

  function expectContext(): void {
    if (isLost() || reduced?.isContextLost()) {
      throw new Error('The segmenter lost its graphics context.');
    }
  }

  function segment(picture: OffscreenCanvas): PersonMask {
    const result = segmenter.segmentForVideo(picture, ++time);
    try {
      const mask = result.confidenceMasks?.[0];
      if (!mask) throw new Error('The segmenter gave no mask.');
      return { data: mask.getAsUint8Array(), width: mask.width, height: mask.height };
    } finally {
      result.close();
    }
  }

  return {
    run(frame) {
      const { displayWidth: width, displayHeight: height } = frame;
      const all = tilesOf(width, height);
      expectContext();
      const masks = all.tiles.map((tile) => segment(reduce(frame, tile)));
      const first = masks.length === 1 ? masks[0]! : mergeMasks(all, masks);
      // A second look costs as much as the first: people who stand too far apart for one take turns.
      const parts = secondLooks(first, width, height);
      const part = parts[turn++ % parts.length];
      const second = part && { part, mask: segment(reduce(frame, part)) };
      expectContext(); // it may have gone meanwhile
      return joinLooks(first, second, width, height);
    },
    get isLost() {
      return isLost();
    },
    dispose: () => segmenter.close(),
  };
}
