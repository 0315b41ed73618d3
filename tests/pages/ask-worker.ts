// Sends a request to a worker that a test page has created for it.

/** Terminates the worker after its answer. @returns its answer @throws the worker's error */
export function askWorker<Request, Report>(worker: Worker, request: Request): Promise<Report> {
  return new Promise<Report>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Report>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
