// Lets end-to-end tests run any variant on a synthetic frame in a worker.
import { askWorker } from './ask-worker.ts';
import type {
  CloakReport,
  CloakRequest,
  InputReport,
  InputRequest,
  Request,
  StepsReport,
  StepsRequest,
  SwapsReport,
  SwapsRequest,
} from './variants-worker.ts';

declare global {
  interface Window {
    compareInput: (request: InputRequest) => Promise<InputReport>;
    cloakFrame: (request: CloakRequest) => Promise<CloakReport>;
    walkSteps: (request: StepsRequest) => Promise<StepsReport>;
    swapVariants: (request: SwapsRequest) => Promise<SwapsReport>;
  }
}

function ask<Answer>(request: Request): Promise<Answer> {
  return askWorker(
    new Worker(new URL('./variants-worker.ts', import.meta.url), { type: 'module' }),
    request,
  );
}

window.compareInput = ask;
window.cloakFrame = ask;
window.walkSteps = ask;
window.swapVariants = ask;
