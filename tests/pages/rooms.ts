// Lets end-to-end tests run synthetic rooms through the pipeline in a worker.
import { askWorker } from './ask-worker.ts';
import type { RoomsReport, RoomsRequest } from './rooms-worker.ts';

declare global {
  interface Window {
    runRoom: (request: RoomsRequest) => Promise<RoomsReport>;
  }
}

window.runRoom = (request) =>
  askWorker(new Worker(new URL('./rooms-worker.ts', import.meta.url), { type: 'module' }), request);
