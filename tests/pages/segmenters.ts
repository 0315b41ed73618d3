// Starts a worker that measures one model on one clip. MediaPipe's module starts only once per worker.
import { askWorker } from './ask-worker.ts';
import type { SegmenterReport, SegmenterRequest } from './segmenters-worker.ts';

declare global {
  interface Window {
    measureSegmenter: (request: SegmenterRequest) => Promise<SegmenterReport>;
  }
}

window.measureSegmenter = (request) =>
  askWorker(
    new Worker(new URL('./segmenters-worker.ts', import.meta.url), { type: 'module' }),
    request,
  );
