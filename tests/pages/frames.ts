// Lets end-to-end tests put frames of all shapes through the pipeline in a worker.
import type { FramesReport, FramesRequest } from './frames-worker.ts';

declare global {
  interface Window {
    runFrames: (request: FramesRequest) => Promise<FramesReport>;
  }
}

window.runFrames = (request) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./frames-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<FramesReport>) => {
      worker.terminate();
      resolve(data);
    };
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(request);
  });
