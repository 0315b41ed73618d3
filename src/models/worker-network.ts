// A network that runs on the CPU in a worker of its own, so that the frame loop goes on meanwhile.
import { assetsRoot } from '../assets.ts';
import { inputDepth } from './card.ts';
import type { FromNetwork, ToNetwork } from './network-worker.ts';
import type { Loaded, Network } from './network.ts';

/** Networks in use. */
let live = 0;
/**
 * A worker whose network made room for another waits for the next: a new one would take a second to start, and
 * browsers do not get all of a worker's memory back.
 */
let idle: Worker | undefined;

/**
 * Whether there are threads, try by try: starting them blocks Firefox's worker for ever now and then, and another
 * has to be opened.
 */
const TRIES = [true, true, false];
/** Milliseconds in which threads start, or will not; they take a fifth of a second. */
const THREADS_START_IN = 3000;

/** @returns a worker whose runtime has started. @throws Error with a sentence when there is none in this browser */
async function openWorker(): Promise<Worker> {
  const waiting = idle;
  idle = undefined;
  if (waiting) return waiting;
  for (const hasThreads of TRIES) {
    const worker = new Worker(new URL('./network-worker.ts', import.meta.url), { type: 'module' });
    let started = false;
    try {
      started = await hasStarted(worker, hasThreads);
    } finally {
      if (!started) worker.terminate();
    }
    if (started) return worker;
  }
  throw new Error('The generator did not start.');
}

/** @returns false where its threads do not start */
function hasStarted(worker: Worker, hasThreads: boolean): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let limit: ReturnType<typeof setTimeout>;
    worker.onmessage = ({ data }: MessageEvent<FromNetwork>) => {
      if (data.kind === 'starting') limit = setTimeout(() => resolve(false), THREADS_START_IN);
      else {
        clearTimeout(limit);
        if (data.kind === 'started') resolve(true);
        else reject(new Error(data.kind === 'failed' ? data.sentence : 'It gave no answer.'));
      }
    };
    worker.onerror = ({ message }) => reject(new Error(message));
    const first: ToNetwork = { kind: 'start', hasThreads, assets: assetsRoot() };
    worker.postMessage(first);
  });
}

/** @param worker without a network */
function closeWorker(worker: Worker): void {
  if (idle || live === 0) worker.terminate();
  else idle = worker;
}

/**
 * Loads a variant into a worker with tfjs's WASM backend.
 * @param generator its files are copied, as are those of the refiner that follows where a run asks for it
 * @throws Error with a sentence when the browser cannot, or the model does not fit its card
 */
export async function loadWorkerNetwork(generator: Loaded, refiner?: Loaded): Promise<Network> {
  const { card } = generator;
  const worker = await openWorker();
  /** Answers come in the order of the questions. */
  const waiting: { resolve: (said: FromNetwork) => void; reject: (error: Error) => void }[] = [];
  worker.onmessage = ({ data }: MessageEvent<FromNetwork>) => {
    const asked = waiting.shift();
    if (data.kind === 'failed') asked?.reject(new Error(data.sentence));
    else asked?.resolve(data);
  };
  worker.onerror = ({ message }) => {
    const error = new Error(`The generator stopped working (${message}).`);
    for (const asked of waiting.splice(0)) asked.reject(error);
  };

  function ask(message: ToNetwork, transfer: Transferable[] = []): Promise<FromNetwork> {
    return new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      worker.postMessage(message, transfer);
    });
  }

  async function run(input: Float32Array, refines = false): Promise<Float32Array> {
    const own = input.slice(); // the caller's may be a part of something larger
    const said = await ask({ kind: 'run', input: own, refines }, [own.buffer]);
    if (said.kind !== 'output') throw new Error('The generator gave no answer.');
    return said.output;
  }

  let loaded: FromNetwork;
  try {
    loaded = await ask({ kind: 'load', generator, refiner });
  } catch (error) {
    worker.terminate();
    throw error;
  }
  live++;
  return {
    card,
    ...(loaded.kind === 'loaded' && {
      refiner: loaded.refiner,
      refinerProblem: loaded.refinerProblem,
    }),
    device: undefined,
    run,
    async warmUp() {
      const { height, width } = card.input;
      const nothing = new Float32Array(height * width * inputDepth(card));
      await run(nothing);
      if (loaded.kind === 'loaded' && loaded.refiner) await run(nothing, true);
    },
    runOnGpu() {
      throw new Error('This network runs on the CPU.');
    },
    async countTensors() {
      const said = await ask({ kind: 'count' });
      return said.kind === 'counted' ? said.tensors : 0;
    },
    dispose() {
      live--;
      ask({ kind: 'drop' }).then(
        () => closeWorker(worker),
        () => worker.terminate(),
      );
    },
  };
}
