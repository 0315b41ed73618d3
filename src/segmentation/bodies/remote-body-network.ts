// The body finder's network in its own worker.
import { holdWorker, type Kind } from '../../models/held-worker.ts';
import type { FromBodies, ToBodies } from './body-messages.ts';
import type { BodyNetwork } from '../../models/tfjs/body-network.ts';

const KIND: Kind = {
  name: 'The body finder',
  open: () => new Worker(new URL('./body-worker.ts', import.meta.url), { type: 'module' }),
  wantsThreads: false,
  waits: false,
};
/** Timeout of the start, ms. The download has one of its own. */
const LOADS_WITHIN = 120_000;
/** Timeout of an answer, ms. One takes 60 ms, the first 200. */
const ANSWERS_WITHIN = 10_000;

/** @throws Error with a sentence if no worker starts, or the network cannot be loaded in it */
export async function createRemoteBodyNetwork(): Promise<BodyNetwork> {
  const { ask, worker } = await holdWorker<ToBodies, FromBodies>(KIND);
  try {
    await ask({ kind: 'load' }, LOADS_WITHIN);
  } catch (error) {
    worker.terminate();
    throw error;
  }
  return {
    async run(pixels, height, width) {
      const asked: ToBodies = { kind: 'run', pixels, height, width };
      const answer = await ask(asked, ANSWERS_WITHIN, [pixels.buffer]);
      if (answer.kind !== 'output') throw new Error('The body finder gave no answer.');
      return answer.output;
    },
    dispose: () => worker.terminate(),
  };
}
