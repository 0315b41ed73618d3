// Starts the worker that compares the segmenter's models on one clip.
import type { SegmenterReport, SegmenterRequest } from './segmenters-worker.ts';

declare global {
  interface Window {
    compareSegmenters: (request: SegmenterRequest) => Promise<SegmenterReport[]>;
  }
}

window.compareSegmenters = (request) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./segmenters-worker.ts', import.meta.url), {
      type: 'module',
    });
    worker.onmessage = ({ data }: MessageEvent<SegmenterReport[]>) => {
      worker.terminate();
      resolve(data);
    };
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(request);
  });
