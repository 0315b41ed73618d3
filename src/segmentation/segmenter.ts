// Finds people with MediaPipe's ImageSegmenter, on the CPU: its GPU delegate grows without bounds
// over an hour (google-ai-edge/mediapipe #6352), and the mask is wanted on the CPU anyway.
import { FilesetResolver, ImageSegmenter } from '@mediapipe/tasks-vision';
import { assetUrl } from '../assets.ts';
import type { PersonMask } from './person-mask.ts';
import { joinLooks, secondLooks } from './second-look.ts';
import { mergeMasks, tilesOf, type Part } from './tiles.ts';

const WASM = 'vendor/mediapipe';
const MODEL = 'models/segmenter/selfie_segmentation.tflite';

export interface Segmenter {
  /**
   * Masks the frame, which stays the caller's: a look at all of it, and a closer one at the people in it. The mask
   * is the caller's to keep.
   */
  run(frame: VideoFrame): PersonMask;
  dispose(): void;
}

/**
 * Loads model and WebAssembly from the assets' place; for use in a module worker, and once in each:
 * MediaPipe's module hands out its factory only the first time.
 */
export async function createSegmenter(modelUrl = assetUrl(MODEL)): Promise<Segmenter> {
  const fileset = await FilesetResolver.forVisionTasks(assetUrl(WASM), true);
  const segmenter = await ImageSegmenter.createFromOptions(fileset, {
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
      const masks = all.tiles.map((tile) => segment(reduce(frame, tile)));
      const first = masks.length === 1 ? masks[0]! : mergeMasks(all, masks);
      // A second look costs as much as the first: people who stand too far apart for one take turns.
      const parts = secondLooks(first, width, height);
      const part = parts[turn++ % parts.length];
      const second = part && { part, mask: segment(reduce(frame, part)) };
      return joinLooks(first, second, width, height);
    },
    dispose: () => segmenter.close(),
  };
}
