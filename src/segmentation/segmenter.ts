// Finds people with MediaPipe's ImageSegmenter, on the CPU: its GPU delegate grows without bounds
// over an hour (google-ai-edge/mediapipe #6352), and the mask is wanted on the CPU anyway.
import { FilesetResolver, ImageSegmenter } from '@mediapipe/tasks-vision';
import { assetUrl } from '../assets.ts';
import type { PersonMask } from './person-mask.ts';

const WASM = 'vendor/mediapipe';
const MODEL = 'models/segmenter/selfie_segmentation.tflite';

/** The model sees 256x256; a larger picture than this only costs time. px, longest side */
const LARGEST_SIDE = 256;

export interface Segmenter {
  /** Masks the frame, which stays the caller's. The mask is the caller's to keep. */
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
  let reduced: OffscreenCanvasRenderingContext2D | undefined;

  function reduce(frame: VideoFrame): VideoFrame | OffscreenCanvas {
    const { displayWidth, displayHeight } = frame;
    const scale = LARGEST_SIDE / Math.max(displayWidth, displayHeight);
    if (scale >= 1) return frame;
    const width = Math.round(displayWidth * scale);
    const height = Math.round(displayHeight * scale);
    if (reduced?.canvas.width !== width || reduced.canvas.height !== height) {
      reduced = new OffscreenCanvas(width, height).getContext('2d') ?? undefined;
    }
    if (!reduced) return frame;
    reduced.drawImage(frame, 0, 0, width, height);
    return reduced.canvas;
  }

  return {
    run(frame) {
      const result = segmenter.segmentForVideo(reduce(frame), ++time);
      try {
        const mask = result.confidenceMasks?.[0];
        if (!mask) throw new Error('The segmenter gave no mask.');
        return { data: mask.getAsUint8Array(), width: mask.width, height: mask.height };
      } finally {
        result.close();
      }
    },
    dispose: () => segmenter.close(),
  };
}
