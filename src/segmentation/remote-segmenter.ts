// The segmenter in its own worker: it masks the next frame while the passes of the current one run.
import type { PersonMask } from '../frame/person-mask.ts';
import { holdWorker, type Held, type Kind } from '../models/held-worker.ts';
import { sentenceOf } from '../sentence-of.ts';
import { createCanary } from './canary.ts';
import type { Segmenter, SegmenterRuntime } from './segmenter.ts';
import type { FromSegmenter, ToSegmenter } from './segmenter-messages.ts';

const KIND: Kind = {
  name: 'The segmenter',
  open: () => new Worker(new URL('./segmenter-worker.ts', import.meta.url), { type: 'module' }),
  wantsThreads: false,
  waits: false,
};
/** Timeout of the start, ms: a little more than the worker's own (segmenter.ts). */
const LOADS_WITHIN = 62_000;
/** Timeout of a mask, ms. One takes 20 ms, the first half a second. */
const MASKS_WITHIN = 10_000;

/** @throws Error with a sentence if no worker starts, or the segmenter cannot be loaded in it */
async function load(runtime: SegmenterRuntime): Promise<Held<ToSegmenter, FromSegmenter>> {
  const held = await holdWorker<ToSegmenter, FromSegmenter>(KIND);
  try {
    await held.ask({ kind: 'load', runtime }, LOADS_WITHIN);
    return held;
  } catch (error) {
    held.worker.terminate();
    throw error;
  }
}

/**
 * Runs in LiteRT if it starts, otherwise in MediaPipe and another worker.
 * @throws Error with a sentence if no worker starts, or the segmenter cannot be loaded in it
 */
export async function createRemoteSegmenter(): Promise<Segmenter> {
  const { ask, worker } = await load('litert').catch((problem: unknown) => {
    console.warn(`MediaPipe finds people in the place of LiteRT. ${sentenceOf(problem)}`);
    return load('mediapipe');
  });
  const canary = createCanary();
  const begun = new WeakMap<VideoFrame, Promise<PersonMask>>();

  async function mask(frame: VideoFrame): Promise<PersonMask> {
    const own = frame.clone();
    try {
      const answer = await ask({ kind: 'run', frame: own }, MASKS_WITHIN, [own]);
      if (answer.kind !== 'mask') throw new Error('The segmenter gave no mask.');
      return answer.mask;
    } finally {
      own.close(); // if it was not transferred, because the worker is lost
    }
  }

  function expectContext(): void {
    if (canary.isLost) throw new Error('The segmenter lost its graphics context.');
  }

  return {
    async run(frame) {
      expectContext();
      const coming = begun.get(frame) ?? mask(frame);
      begun.delete(frame); // from now on the mask is the caller's
      const found = await coming;
      expectContext(); // it may have been lost meanwhile
      return found;
    },
    ahead(frame) {
      const coming = mask(frame);
      coming.catch(() => {}); // reported when the frame is run
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
