// A network in its own worker, so that the frame loop is not blocked: on the CPU, or in ONNX Runtime on WebGPU.
import { inputDepth } from './card.ts';
import { closeWorker, holdWorker, LostError, type Held, type Kind } from './held-worker.ts';
import type { FromNetwork, ToNetwork } from './network-messages.ts';
import type { Loaded, Network, OnnxPlace } from './network.ts';

const openTfjs = () =>
  new Worker(new URL('./network-worker.ts', import.meta.url), { type: 'module' });

const GENERATOR: NetworkKind = {
  name: 'The generator',
  open: openTfjs,
  wantsThreads: true,
  waits: true,
  load: 30_000,
  isReplaced: true,
};
const FINDER: NetworkKind = {
  name: 'The finder',
  open: openTfjs,
  wantsThreads: false,
  waits: false,
  load: 30_000,
  isReplaced: true,
};
/** An ONNX Runtime worker ends with its network, since it may have held gigabytes. */
export const ONNX: NetworkKind = {
  name: 'The generator',
  wantsThreads: true,
  waits: false,
  open: () => new Worker(new URL('./onnx/onnx-worker.ts', import.meta.url), { type: 'module' }),
  load: 300_000,
  isReplaced: true,
};
/** Its operations without a kernel on the GPU use the threads. */
const ONNX_ON_GPU: NetworkKind = {
  ...ONNX,
  open: () =>
    new Worker(new URL('./onnx/onnx-webgpu-worker.ts', import.meta.url), { type: 'module' }),
  load: 60_000,
  isReplaced: false,
};

interface NetworkKind extends Kind {
  /**
   * Time limit for compilation and the slow first run of a large network, ms. A worker that was ended from outside is
   * silent.
   */
  load: number;
  /** Whether another worker replaces one that dies or hangs. Otherwise its runs fail, and whoever asks decides. */
  isReplaced: boolean;
}

/** Networks in use. */
let live = 0;

/** Shortest time limit for a run, ms; */
const RUN = 3000;
/** ... or this many times the fastest run, on a busy machine. */
const USUAL_RUNS = 25;

/** A worker with one network in it. */
interface Loading extends Held<ToNetwork, FromNetwork> {
  readonly loaded: Extract<FromNetwork, { kind: 'loaded' }>;
}

/** @throws Error with a sentence if the model does not fit its card, or no worker starts */
async function hold(kind: NetworkKind, generator: Loaded, refiner?: Loaded): Promise<Loading> {
  const held = await holdWorker(kind);
  try {
    const loaded = await held.ask({ kind: 'load', generator, refiner }, kind.load);
    if (loaded.kind !== 'loaded') throw new Error(`${kind.name} gave no answer.`);
    return { ...held, loaded };
  } catch (error) {
    held.worker.terminate();
    throw error;
  }
}

/**
 * Loads a variant into a worker with tfjs's WASM backend. A worker that dies or hangs later is replaced, and its
 * pending request is repeated.
 * @param generator its files are copied, as are those of the refiner, which runs after it if a run asks for it
 * @throws Error with a sentence if the browser cannot run it, or the model does not fit its card
 */
export async function loadWorkerNetwork(generator: Loaded, refiner?: Loaded): Promise<Network> {
  return loadKind(GENERATOR, generator, refiner);
}

/**
 * The same for a finder, on one thread: it runs in every frame, alongside the segmenter.
 * @throws Error as above
 */
export async function loadWorkerFinder(finder: Loaded): Promise<Network> {
  return loadKind(FINDER, finder);
}

/**
 * A variant whose card has a form for ONNX Runtime, which is loaded for it. A run may take seconds.
 * @param place on WebGPU, a worker that dies or hangs is not replaced: every later run fails
 * @throws Error as above
 */
export async function loadWorkerOnnx(generator: Loaded, place: OnnxPlace): Promise<Network> {
  return loadKind(place === 'webgpu' ? ONNX_ON_GPU : ONNX, generator);
}

async function loadKind(kind: NetworkKind, generator: Loaded, refiner?: Loaded): Promise<Network> {
  const { card } = generator;
  let held = hold(kind, generator, refiner);
  const { refiner: refinerInUse, refinerProblem } = (await held).loaded;
  live++;
  let isDisposed = false;
  let quickest = Infinity; // ms

  /** Sends a request, and repeats it once with a new worker if this one is lost. */
  async function ask(limit: number, make: () => [ToNetwork, Transferable[]]): Promise<FromNetwork> {
    const asked = held;
    try {
      return await askHeld(asked, limit);
    } catch (error) {
      if (!(error instanceof LostError) || isDisposed || !kind.isReplaced) throw error;
      if (held === asked) held = hold(kind, generator, refiner); // the first caller to notice opens it for all
      return askHeld(held, kind.load);
    }

    async function askHeld(which: Promise<Loading>, within: number): Promise<FromNetwork> {
      const [message, transfer] = make();
      return (await which).ask(message, within, transfer);
    }
  }

  async function run(input: Float32Array, refines = false): Promise<Float32Array> {
    const began = performance.now();
    const limit = Number.isFinite(quickest) ? Math.max(RUN, USUAL_RUNS * quickest) : kind.load;
    const said = await ask(limit, () => {
      const own = input.slice(); // the caller's may be part of a larger array, and a repeated request needs it again
      return [{ kind: 'run', input: own, refines }, [own.buffer]];
    });
    if (said.kind !== 'output') throw new Error(`${kind.name} gave no answer.`);
    quickest = Math.min(quickest, performance.now() - began);
    return said.output;
  }

  return {
    card,
    refiner: refinerInUse,
    refinerProblem,
    device: undefined,
    run,
    async warmUp() {
      const { height, width } = card.input;
      const nothing = new Float32Array(height * width * inputDepth(card));
      await run(nothing);
      if (refinerInUse) await run(nothing, true);
    },
    runOnGpu() {
      throw new Error('This network is in a worker of its own.');
    },
    async countTensors() {
      const said = await ask(kind.load, () => [{ kind: 'count' }, []]);
      return said.kind === 'counted' ? said.tensors : 0;
    },
    dispose() {
      live--;
      isDisposed = true;
      void held.then(
        ({ ask: last, worker }) =>
          last({ kind: 'drop' }, RUN).then(
            () => closeWorker(kind, worker, live === 0),
            () => worker.terminate(),
          ),
        () => {}, // it never started
      );
    },
  };
}
