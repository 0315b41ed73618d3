// Lets end-to-end tests take made rooms through the pipeline in a worker.
import type { RoomsReport, RoomsRequest } from './rooms-worker.ts';

declare global {
  interface Window {
    runRoom: (request: RoomsRequest) => Promise<RoomsReport>;
  }
}

window.runRoom = (request) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./rooms-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<RoomsReport>) => {
      worker.terminate();
      resolve(data);
    };
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(request);
  });
