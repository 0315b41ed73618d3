// One question to a worker that a test's page has made for it.

/** Ends the worker once it has answered. @returns its answer @throws what it failed with */
export function askWorker<Request, Report>(worker: Worker, request: Request): Promise<Report> {
  return new Promise<Report>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Report>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
