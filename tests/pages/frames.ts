// Lets end-to-end tests put frames of all shapes through the pipeline in a worker.
import { askWorker } from './ask-worker.ts';
import type { FramesReport, FramesRequest } from './frames-worker.ts';

declare global {
  interface Window {
    runFrames: (request: FramesRequest) => Promise<FramesReport>;
  }
}

window.runFrames = (request) =>
  askWorker(
    new Worker(new URL('./frames-worker.ts', import.meta.url), { type: 'module' }),
    request,
  );
