// Lets end-to-end tests run the pipeline and single stages in a worker and look at their numbers.
import type { PassesReport, PassesRequest } from './passes-worker.ts';

declare global {
  interface Window {
    runPasses: (request: PassesRequest) => Promise<PassesReport>;
  }
}

window.runPasses = (request) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./passes-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<PassesReport>) => {
      worker.terminate();
      resolve(data);
    };
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(request);
  });
