// The evaluation's worker: takes one case through the same pipeline as the page's engine.
import { startPipeline } from '../engine/start.ts';
import { evaluateClip } from './evaluate-clip.ts';
import { evaluateImage } from './evaluate-image.ts';
import type { EvaluationRequest, FromEvaluator } from './messages.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;

function say(message: FromEvaluator): void {
  scope.postMessage(message);
}

function fail(error: unknown, fatal: boolean): void {
  say({ kind: 'failed', sentence: error instanceof Error ? error.message : String(error), fatal });
}

async function start({ tier, variant, case: evaluated }: EvaluationRequest) {
  try {
    return await startPipeline({
      canvas: new OffscreenCanvas(1, 1), // takes the frame's size
      tier,
      variant,
      timeAll: true,
      measures: evaluated.mask === undefined,
      report: (_share, doing) => say({ kind: 'progress', doing }),
    });
  } catch (error) {
    fail(error, true);
    return undefined;
  }
}

scope.onmessage = async ({ data: request }: MessageEvent<EvaluationRequest>) => {
  const started = await start(request);
  if (!started) return;
  const { pipeline, tier, variant, reason } = started;
  try {
    const result =
      request.case.kind === 'clip'
        ? await evaluateClip(pipeline, request.case, {
            limitFrames: request.limitFrames,
            remember: request.remember,
            report: (doing) => say({ kind: 'progress', doing }),
          })
        : await evaluateImage(pipeline, request.case);
    say({ kind: 'done', result, tier, variant, reason });
  } catch (error) {
    fail(error, false);
  } finally {
    pipeline.dispose();
  }
};
