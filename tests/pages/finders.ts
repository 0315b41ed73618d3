// Starts a worker that measures what finds people in one picture or clip. MediaPipe's module starts only once per
// worker.
import { askWorker } from './ask-worker.ts';
import type { FindersReport, FindersRequest } from './finders-worker.ts';

declare global {
  interface Window {
    /** With its sheets as base64. */
    measureFinders: (
      request: FindersRequest,
    ) => Promise<Omit<FindersReport, 'sheets'> & { sheets: string[] }>;
  }
}

window.measureFinders = async (request) => {
  const worker = new Worker(new URL('./finders-worker.ts', import.meta.url), { type: 'module' });
  const report = await askWorker<FindersRequest, FindersReport>(worker, request);
  const sheets = report.sheets.map((file) =>
    btoa(Array.from(new Uint8Array(file), (byte) => String.fromCharCode(byte)).join('')),
  );
  return { ...report, sheets };
};
