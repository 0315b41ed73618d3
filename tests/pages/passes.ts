// Lets end-to-end tests run the pipeline and single stages in a worker, and check their numbers.
import { askWorker } from './ask-worker.ts';
import type { PassesReport, PassesRequest } from './passes-worker.ts';

declare global {
  interface Window {
    runPasses: (request: PassesRequest) => Promise<PassesReport>;
  }
}

window.runPasses = (request) =>
  askWorker(
    new Worker(new URL('./passes-worker.ts', import.meta.url), { type: 'module' }),
    request,
  );
