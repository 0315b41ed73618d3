// The evaluation's worker: takes one case through the same pipeline as the page's engine.
import { startPipeline } from '../engine/start.ts';
import { evaluateClip } from './evaluate-clip.ts';
import { evaluateImage } from './evaluate-image.ts';
import type { EvaluationRequest, FromEvaluator } from './messages.ts';
import { sentenceOf } from '../sentence-of.ts';
import { createTextureStage } from '../texture/texture-stage.ts';

function say(message: FromEvaluator): void {
  self.postMessage(message);
}

function fail(error: unknown, fatal: boolean): void {
  say({ kind: 'failed', sentence: sentenceOf(error), fatal });
}

async function start(request: EvaluationRequest) {
  const { tier, variant, refiner, finder, pictureFinder, findsBodies } = request;
  const { texture, case: evaluated } = request;
  let notice: string | undefined;
  try {
    const started = await startPipeline({
      canvas: new OffscreenCanvas(1, 1), // grows to the frame's size
      tier,
      variant,
      refiner,
      finder,
      pictureFinder,
      findsBodies,
      createTexture: texture ? () => createTextureStage() : undefined,
      timeAll: true,
      measures: evaluated.mask === undefined,
      notify: (sentence) => (notice = sentence),
      report: (_share, doing) => say({ kind: 'progress', doing }),
    });
    // Without the requested refiner, the figures would be misattributed to it.
    if (refiner && refiner !== 'none' && !started.slot.inUse.refiner) {
      throw new Error(notice);
    }
    notice = undefined;
    return { ...started, notice: () => notice };
  } catch (error) {
    fail(error, true);
    return undefined;
  }
}

async function handle(request: EvaluationRequest): Promise<void> {
  const started = await start(request);
  if (!started) return;
  const { pipeline, slot, tier, reason, notice } = started;
  const { variant, refiner } = slot.inUse;
  try {
    const result =
      request.case.kind === 'clip'
        ? await evaluateClip(pipeline, request.case, {
            limitFrames: request.limitFrames,
            remember: request.remember,
            texture: request.texture,
            report: (doing) => say({ kind: 'progress', doing }),
          })
        : await evaluateImage(pipeline, request.case, request.texture);
    // A picture's only notice is that its texture failed: smooth figures would pass for textured ones.
    if (request.case.kind !== 'clip' && notice()) throw new Error(notice());
    say({ kind: 'done', result, tier, variant, refiner, reason });
  } catch (error) {
    fail(error, false);
  } finally {
    pipeline.dispose();
  }
}

self.onmessage = ({ data }: MessageEvent<EvaluationRequest>) => void handle(data);
