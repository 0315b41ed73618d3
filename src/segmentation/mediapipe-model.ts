// The segmenter's network in MediaPipe, on the CPU: its GPU delegate grows without bounds over an hour
// (google-ai-edge/mediapipe #6352), and the mask is wanted on the CPU anyway. For browsers in which LiteRT does not start.
import { FilesetResolver, ImageSegmenter } from '@mediapipe/tasks-vision';
import { assetUrl } from '../assets.ts';
import { MEDIAPIPE_FOLDER } from '../vendor-folders.ts';
import { createReducer, type MaskModel } from './mask-model.ts';

/** For use in a module worker, and once in each: MediaPipe's module hands out its factory only the first time. */
export async function createMediaPipeModel(modelUrl: string): Promise<MaskModel> {
  const fileset = await FilesetResolver.forVisionTasks(
    assetUrl(MEDIAPIPE_FOLDER.slice(0, -1)),
    true,
  );
  // MediaPipe takes pictures in by WebGL, also for the CPU, and does not notice when that is lost.
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
  const reducer = createReducer(false);
  let time = 0; // ms; MediaPipe wants a time that grows, and frames may begin anew
  return {
    async segment(frame, part) {
      const { canvas: picture } = reducer.reduce(frame, part, part.shown);
      const result = segmenter.segmentForVideo(picture, ++time);
      try {
        const mask = result.confidenceMasks?.[0];
        if (!mask) throw new Error('The segmenter gave no mask.');
        return { data: mask.getAsUint8Array(), width: mask.width, height: mask.height };
      } finally {
        result.close();
      }
    },
    get isLost() {
      return hasLost || reducer.isLost || (canvas.getContext('webgl2')?.isContextLost() ?? false);
    },
    dispose: () => segmenter.close(),
  };
}
