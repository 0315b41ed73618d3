// Starts a worker that measures one model on one clip; MediaPipe's module starts once a worker.
import type { SegmenterReport, SegmenterRequest } from './segmenters-worker.ts';

declare global {
  interface Window {
    measureSegmenter: (request: SegmenterRequest) => Promise<SegmenterReport>;
  }
}

window.measureSegmenter = (request) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./segmenters-worker.ts', import.meta.url), {
      type: 'module',
    });
    worker.onmessage = ({ data }: MessageEvent<SegmenterReport>) => {
      worker.terminate();
      resolve(data);
    };
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(request);
  });
