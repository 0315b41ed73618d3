// Measures a plan round by round, with all cases and peers in turn, each in a fresh worker. Other load on the machine
// then affects all of them alike.
import type { BenchPlan } from './cases.ts';
import type {
  BenchCase,
  BenchPeer,
  BenchReport,
  FromBench,
  Round,
  ToBench,
  Unmeasured,
} from './messages.ts';
import { caseFigures, peerFigures } from './summary.ts';

/** A worker that has not answered by then never will, ms. */
const ANSWERS_IN = 180_000;
/** Frames per peer and round: some take seconds each. */
const PEER_FRAMES = { 'person-removal': 20, 'blurred-background': 30, 'pix2pix-unet': 3 };

export interface BenchProgress {
  /** 0..1 */
  share: number;
  doing: string;
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
    ...plan.cases.map((one) => ({ kind: 'case' as const, case: one, rounds: [] as Round[] })),
    ...plan.peers.map((peer) => ({ kind: 'peer' as const, peer, rounds: [] as Round[] })),
  ];
  const unmeasured = new Map<string, Unmeasured>();
  const gpu = await gpuName();

  const report = (): BenchReport => {
    const cases = jobs.flatMap((job) =>
      job.kind === 'case' && job.rounds.length > 0 ? [caseFigures(job.case, job.rounds)] : [],
    );
    const peers = jobs.flatMap((job) =>
      job.kind === 'peer' && job.rounds.length > 0 ? [peerFigures(job.peer, job.rounds)] : [],
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
    for (const job of jobs) {
      if (signal?.aborted) return report();
      const what = job.kind === 'case' ? nameOfCase(job.case) : nameOfPeer(job.peer);
      tell({ share: done++ / (plan.rounds * jobs.length), doing: what, report: report() });
      if (unmeasured.has(what)) continue;
      const asked: ToBench =
        job.kind === 'case'
          ? { kind: 'case', case: job.case, frames: plan.frames }
          : { kind: 'peer', peer: job.peer, frames: PEER_FRAMES[job.peer.name] };
      const answer = await ask(asked, signal);
      if (answer.kind === 'done') job.rounds.push(answer.round);
      else if (!signal?.aborted) unmeasured.set(what, { what, sentence: answer.sentence });
    }
  }
  const whole = report();
  tell({ share: 1, doing: '', report: whole });
  return whole;
}

export function nameOfCase({ tier, variant, width, height, plate }: BenchCase): string {
  return `${variant} on ${tier}, ${width}x${height}, ${plate ? 'room remembered' : 'frame by frame'}`;
}

const PEERS = {
  'person-removal': 'Real-Time-Person-Removal',
  'blurred-background': 'Segmentation and a blurred background',
  'pix2pix-unet': 'pix2pix U-Net at 256x256',
};

export function nameOfPeer({ name, tier }: BenchPeer): string {
  return `${PEERS[name]} on ${tier}`;
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
