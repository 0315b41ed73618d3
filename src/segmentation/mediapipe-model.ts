// The segmenter's network in MediaPipe, for browsers in which LiteRT does not start. It runs on the CPU: MediaPipe's
// GPU delegate grows without bounds over an hour (google-ai-edge/mediapipe #6352), and the mask is needed on the CPU
// anyway.
import { FilesetResolver, ImageSegmenter } from '@mediapipe/tasks-vision';
import { assetUrl } from '../assets.ts';
import { MEDIAPIPE_FOLDER } from '../vendor-folders.ts';
import type { MaskModel } from './mask-model.ts';
import type { Part } from './tiles.ts';

/**
 * Call it in a module worker, and only once in each: MediaPipe's module provides its factory only once.
 */
export async function createMediaPipeModel(modelUrl: string): Promise<MaskModel> {
  const fileset = await FilesetResolver.forVisionTasks(
    assetUrl(MEDIAPIPE_FOLDER.slice(0, -1)),
    true,
  );
  // MediaPipe reads pictures through WebGL, even on the CPU, and does not notice when the context is lost.
  const canvas = new OffscreenCanvas(1, 1);
  let hasLost = false;
  canvas.addEventListener('webglcontextlost', () => (hasLost = true));
  const segmenter = await ImageSegmenter.createFromOptions(fileset, {
    canvas,
    baseOptions: { modelAssetPath: modelUrl, delegate: 'CPU' },
    runningMode: 'VIDEO',
    outputConfidenceMasks: true,
    outputCategoryMask: false,
  });
  let time = 0; // ms; MediaPipe requires increasing timestamps, but those of frames may restart
  let reduced: OffscreenCanvasRenderingContext2D | undefined;

  /** A part of the frame at the model's size: opaque, and cleared of the previous frame. */
  function reduce(frame: VideoFrame, { x, y, width, height, shown }: Part): OffscreenCanvas {
    if (reduced?.canvas.width !== shown.width || reduced.canvas.height !== shown.height) {
      const fresh = new OffscreenCanvas(shown.width, shown.height);
      reduced = fresh.getContext('2d', { alpha: false }) ?? undefined;
    }
    if (!reduced) throw new Error('This browser cannot make a small picture of the frame.');
    reduced.fillRect(0, 0, shown.width, shown.height); // black
    reduced.drawImage(frame, x, y, width, height, 0, 0, shown.width, shown.height);
    return reduced.canvas;
  }

  return {
    async segment(frame, part) {
      const result = segmenter.segmentForVideo(reduce(frame, part), ++time);
      try {
        const mask = result.confidenceMasks?.[0];
        if (!mask) throw new Error('The segmenter gave no mask.');
        return { data: mask.getAsUint8Array(), width: mask.width, height: mask.height };
      } finally {
        result.close();
      }
    },
    get isLost() {
      const isContextLost = canvas.getContext('webgl2')?.isContextLost() ?? false;
      return hasLost || isContextLost || (reduced?.isContextLost() ?? false);
    },
    dispose: () => segmenter.close(),
  };
}
