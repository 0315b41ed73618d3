// Lets end-to-end tests see the texture stage's input, and what is shown of its output.
import type { TexturesReport, TexturesRequest } from './textures-worker.ts';

declare global {
  interface Window {
    runTextures: (request: TexturesRequest) => Promise<TexturesReport>;
  }
}

window.runTextures = (request) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./textures-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<TexturesReport>) => {
      worker.terminate();
      resolve(data);
    };
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(request);
  });
