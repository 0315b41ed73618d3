// The page that `npm run evaluate` opens: it starts a worker per case and returns its answer. With a fresh worker, no
// case inherits a plate, a filtered mask or a lost device from the previous one. The page is English only: nobody looks
// at it, and its sentences go to the command line.
import '../trusted-types.ts';
import type { EvaluationAnswer, EvaluationRequest, FromEvaluator } from './messages.ts';

function evaluateCase(request: EvaluationRequest): Promise<EvaluationAnswer> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const answer = new Promise<EvaluationAnswer>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<FromEvaluator>) => {
      if (data.kind === 'progress') window.reportProgress?.(data.doing);
      else resolve(data);
    };
    worker.onerror = ({ message }) => {
      const sentence = `The evaluation's worker stopped: ${message || 'it could not be loaded'}.`;
      resolve({ kind: 'failed', sentence, fatal: false });
    };
  });
  worker.postMessage(request);
  return answer.finally(() => worker.terminate());
}

window.evaluateCase = evaluateCase;
