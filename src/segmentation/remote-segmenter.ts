// The segmenter in a worker of its own: it masks the next frame while the passes of this one run.
import type { PersonMask } from '../frame/person-mask.ts';
import { holdWorker, type Kind } from '../models/held-worker.ts';
import { createCanary } from './canary.ts';
import type { Segmenter } from './segmenter.ts';
import type { FromSegmenter, ToSegmenter } from './segmenter-messages.ts';

const KIND: Kind = {
  name: 'The segmenter',
  open: () => new Worker(new URL('./segmenter-worker.ts', import.meta.url), { type: 'module' }),
  wantsThreads: false,
  waits: false,
};
/** LiteRT and then MediaPipe have a minute each, ms. */
const LOADS_WITHIN = 125_000;
/** A mask takes 20 ms, and the first one half a second, ms. */
const MASKS_WITHIN = 10_000;

/** @throws Error with a sentence when no worker starts, or the segmenter cannot be loaded in it */
export async function createRemoteSegmenter(): Promise<Segmenter> {
  const { ask, worker } = await holdWorker<ToSegmenter, FromSegmenter>(KIND);
  try {
    await ask({ kind: 'load' }, LOADS_WITHIN);
  } catch (error) {
    worker.terminate();
    throw error;
  }
  const canary = createCanary();
  const begun = new WeakMap<VideoFrame, Promise<PersonMask>>();

  async function mask(frame: VideoFrame): Promise<PersonMask> {
    const own = frame.clone();
    try {
      const said = await ask({ kind: 'run', frame: own }, MASKS_WITHIN, [own]);
      if (said.kind !== 'mask') throw new Error('The segmenter gave no mask.');
      return said.mask;
    } finally {
      own.close(); // where it was not transferred, because the worker is lost
    }
  }

  function expectContext(): void {
    if (canary.isLost) throw new Error('The segmenter lost its graphics context.');
  }

  return {
    async run(frame) {
      expectContext();
      const coming = begun.get(frame) ?? mask(frame);
      begun.delete(frame); // the mask is the caller's
      const found = await coming;
      expectContext(); // it may have gone meanwhile
      return found;
    },
    ahead(frame) {
      const coming = mask(frame);
      coming.catch(() => {}); // told when the frame is run
      begun.set(frame, coming);
    },
    get isLost() {
      return canary.isLost;
    },
    dispose() {
      worker.terminate();
      canary.dispose();
    },
  };
}
