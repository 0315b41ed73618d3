// Measures a plan round by round, with all cases and peers in turn, each in a fresh worker. Other load on the machine
// then affects all of them alike.
import type { BenchPlan } from './cases.ts';
import type { BenchJob, BenchReport, FromBench, Round, ToBench, Unmeasured } from './messages.ts';
import { caseFigures, peerFigures } from './summary.ts';
import { nameOfJob } from './words/names.ts';

/** A worker that has not answered by then never will, ms. */
const ANSWERS_IN = 180_000;
/** Frames per peer and round: some take seconds each. */
const PEER_FRAMES = { 'person-removal': 20, 'blurred-background': 30, 'pix2pix-unet': 3 };

export interface BenchProgress {
  /** 0..1 */
  share: number;
  /** What is being measured; absent at the end. */
  doing?: BenchJob;
  /** The results so far. */
  report: BenchReport;
}

/** @param signal stops it; the report then holds what was measured until then */
export async function runBench(
  plan: BenchPlan,
  tell: (progress: BenchProgress) => void,
  signal?: AbortSignal,
): Promise<BenchReport> {
  const jobs = [
    ...plan.cases.map((one) => ({ kind: 'case' as const, case: one })),
    ...plan.peers.map((peer) => ({ kind: 'peer' as const, peer })),
  ].map((job: BenchJob) => ({ job, rounds: [] as Round[] }));
  const unmeasured = new Map<BenchJob, Unmeasured>();
  const gpu = await gpuName();

  const report = (): BenchReport => {
    const cases = jobs.flatMap(({ job, rounds }) =>
      job.kind === 'case' && rounds.length > 0 ? [caseFigures(job.case, rounds)] : [],
    );
    const peers = jobs.flatMap(({ job, rounds }) =>
      job.kind === 'peer' && rounds.length > 0 ? [peerFigures(job.peer, rounds)] : [],
    );
    return {
      form: 1,
      date: new Date().toISOString(),
      browser: navigator.userAgent,
      cores: navigator.hardwareConcurrency,
      ...(gpu && { gpu }),
      cases,
      peer: peers.find(({ name }) => name === 'person-removal'),
      peers,
      unmeasured: [...unmeasured.values()],
    };
  };

  let done = 0;
  for (let round = 0; round < plan.rounds; round++) {
    for (const { job, rounds } of jobs) {
      if (signal?.aborted) return report();
      tell({ share: done++ / (plan.rounds * jobs.length), doing: job, report: report() });
      if (unmeasured.has(job)) continue;
      const frames = job.kind === 'case' ? plan.frames : PEER_FRAMES[job.peer.name];
      const answer = await ask({ ...job, frames }, signal);
      if (answer.kind === 'done') rounds.push(answer.round);
      else if (!signal?.aborted) {
        unmeasured.set(job, { job, what: nameOfJob(job), sentence: answer.sentence });
      }
    }
  }
  const whole = report();
  tell({ share: 1, report: whole });
  return whole;
}

function ask(message: ToBench, signal?: AbortSignal): Promise<FromBench> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const answer = new Promise<FromBench>((resolve) => {
    const fail = (sentence: string) => resolve({ kind: 'failed', sentence });
    const limit = setTimeout(
      () => fail(`There was no answer within ${ANSWERS_IN / 60_000} minutes.`),
      ANSWERS_IN,
    );
    signal?.addEventListener('abort', () => fail('It was stopped.'));
    worker.onmessage = ({ data }: MessageEvent<FromBench>) => {
      clearTimeout(limit);
      resolve(data);
    };
    worker.onerror = ({ message: reason }) => fail(`The worker stopped: ${reason}.`);
  });
  worker.postMessage(message);
  return answer.finally(() => worker.terminate());
}

/** The name that WebGPU or WebGL reports. */
async function gpuName(): Promise<string | undefined> {
  const adapter = await navigator.gpu?.requestAdapter().catch(() => null);
  const info = adapter?.info;
  const named = info && (info.description || [info.vendor, info.architecture].join(' ').trim());
  if (named) return named;
  const context = new OffscreenCanvas(1, 1).getContext('webgl2');
  const extension = context?.getExtension('WEBGL_debug_renderer_info');
  return extension
    ? String(context!.getParameter(extension.UNMASKED_RENDERER_WEBGL))
    : (context?.getParameter(context.RENDERER) as string | undefined);
}
