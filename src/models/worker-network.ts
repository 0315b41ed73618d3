// A network that runs on the CPU in a worker of its own, so that the frame loop goes on meanwhile.
import { assetsRoot } from '../assets.ts';
import { inputDepth } from './card.ts';
import type { FromNetwork, ToNetwork } from './network-worker.ts';
import type { Loaded, Network } from './network.ts';

/** What runs in the worker. */
interface Kind {
  /** As a sentence about it begins. */
  name: string;
  wantsThreads: boolean;
}

const GENERATOR: Kind = { name: 'The generator', wantsThreads: true };
const FINDER: Kind = { name: 'The finder', wantsThreads: false };

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
/** Milliseconds in which a worker answers that has nothing to do. */
const ANSWERS_IN = 1000;
/** Milliseconds in which a worker is loaded; a host that does not answer must not stop the page for ever. */
const STARTS_IN = 30_000;

/**
 * @param wantsThreads else there is one, and no worker that waits is taken
 * @returns a worker whose runtime has started. @throws Error with a sentence when there is none in this browser
 */
async function openWorker({ name, wantsThreads }: Kind): Promise<Worker> {
  if (wantsThreads) {
    const waiting = idle;
    idle = undefined;
    if (waiting && (await isAlive(waiting))) return waiting;
  }
  for (const hasThreads of wantsThreads ? TRIES : [false]) {
    const worker = new Worker(new URL('./network-worker.ts', import.meta.url), { type: 'module' });
    let started = false;
    try {
      started = await hasStarted(worker, hasThreads);
    } finally {
      if (!started) worker.terminate();
    }
    if (started) return worker;
  }
  throw new Error(`${name} did not start.`);
}

/** Whether a worker without a network still answers; otherwise it is ended. */
function isAlive(worker: Worker): Promise<boolean> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => {
      worker.terminate();
      resolve(false);
    }, ANSWERS_IN);
    worker.onmessage = () => {
      clearTimeout(limit);
      resolve(true);
    };
    const nothing: ToNetwork = { kind: 'drop' };
    worker.postMessage(nothing);
  });
}

/** @returns false where its threads do not start */
function hasStarted(worker: Worker, hasThreads: boolean): Promise<boolean> {
  return new Promise((resolve, reject) => {
    // Its script and WebAssembly are fetched and compiled first.
    let limit = setTimeout(() => resolve(false), STARTS_IN);
    worker.onmessage = ({ data }: MessageEvent<FromNetwork>) => {
      clearTimeout(limit);
      if (data.kind === 'starting') limit = setTimeout(() => resolve(false), THREADS_START_IN);
      else {
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

/** An answer may take so long, ms: a worker that was ended from outside says nothing. */
const LIMITS = {
  /** Compiling and the first, slow run of a large network. */
  load: 30_000,
  /** The least for a run; */
  run: 3000,
  /** ... or so many times what the quickest took, on a machine that does much else. */
  usualRuns: 25,
};

/** A worker with one network in it. Once it has failed to answer, it is of no use any more. */
interface Held {
  readonly loaded: Extract<FromNetwork, { kind: 'loaded' }>;
  /** @throws LostError when the worker died or hangs, Error with a sentence when it refuses */
  ask(message: ToNetwork, limit: number, transfer?: Transferable[]): Promise<FromNetwork>;
  worker: Worker;
}

/** The worker is gone, and another may do better. */
class LostError extends Error {}

/** @throws Error with a sentence when the model does not fit its card, or no worker starts */
async function hold(kind: Kind, generator: Loaded, refiner?: Loaded): Promise<Held> {
  const worker = await openWorker(kind);
  /** Answers come in the order of the questions. */
  const waiting: { resolve: (said: FromNetwork) => void; reject: (error: Error) => void }[] = [];
  let lost: LostError | undefined;

  function lose(reason: string): void {
    lost = new LostError(`${kind.name} stopped working (${reason}).`);
    worker.terminate();
    for (const asked of waiting.splice(0)) asked.reject(lost);
  }

  worker.onmessage = ({ data }: MessageEvent<FromNetwork>) => {
    const asked = waiting.shift();
    if (data.kind === 'failed') asked?.reject(new Error(data.sentence));
    else asked?.resolve(data);
  };
  worker.onerror = ({ message }) => lose(message);

  function ask(message: ToNetwork, limit: number, transfer: Transferable[] = []) {
    if (lost) return Promise.reject(lost);
    const answer = new Promise<FromNetwork>((resolve, reject) => {
      waiting.push({ resolve, reject });
      worker.postMessage(message, transfer);
    });
    const timer = setTimeout(() => lose('it gave no answer'), limit);
    return answer.finally(() => clearTimeout(timer));
  }

  try {
    const loaded = await ask({ kind: 'load', generator, refiner }, LIMITS.load);
    if (loaded.kind !== 'loaded') throw new Error(`${kind.name} gave no answer.`);
    return { loaded, ask, worker };
  } catch (error) {
    worker.terminate();
    throw error;
  }
}

/**
 * Loads a variant into a worker with tfjs's WASM backend. A worker that dies or hangs later on is replaced by
 * another, and what it was asked is asked again.
 * @param generator its files are copied, as are those of the refiner that follows where a run asks for it
 * @throws Error with a sentence when the browser cannot, or the model does not fit its card
 */
export async function loadWorkerNetwork(generator: Loaded, refiner?: Loaded): Promise<Network> {
  return loadKind(GENERATOR, generator, refiner);
}

/**
 * The same for a finder, on one thread: it works in every frame, beside the segmenter.
 * @throws Error as above
 */
export async function loadWorkerFinder(finder: Loaded): Promise<Network> {
  return loadKind(FINDER, finder);
}

async function loadKind(kind: Kind, generator: Loaded, refiner?: Loaded): Promise<Network> {
  const { card } = generator;
  let held = hold(kind, generator, refiner);
  const { refiner: refinerInUse, refinerProblem } = (await held).loaded;
  live++;
  let isDisposed = false;
  let quickest = Infinity; // ms

  /** Asks, and once more of another worker when this one is lost. */
  async function ask(limit: number, make: () => [ToNetwork, Transferable[]]): Promise<FromNetwork> {
    const asked = held;
    try {
      return await askHeld(asked, limit);
    } catch (error) {
      if (!(error instanceof LostError) || isDisposed) throw error;
      if (held === asked) held = hold(kind, generator, refiner); // the first to notice opens it for all
      return askHeld(held, LIMITS.load);
    }

    async function askHeld(which: Promise<Held>, within: number): Promise<FromNetwork> {
      const [message, transfer] = make();
      return (await which).ask(message, within, transfer);
    }
  }

  async function run(input: Float32Array, refines = false): Promise<Float32Array> {
    const began = performance.now();
    const limit = Number.isFinite(quickest)
      ? Math.max(LIMITS.run, LIMITS.usualRuns * quickest)
      : LIMITS.load;
    const said = await ask(limit, () => {
      const own = input.slice(); // the caller's may be a part of something larger, and is needed if it is asked again
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
      throw new Error('This network runs on the CPU.');
    },
    async countTensors() {
      const said = await ask(LIMITS.load, () => [{ kind: 'count' }, []]);
      return said.kind === 'counted' ? said.tensors : 0;
    },
    dispose() {
      live--;
      isDisposed = true;
      void held.then(
        ({ ask: last, worker }) =>
          last({ kind: 'drop' }, LIMITS.run).then(
            () => (kind.wantsThreads ? closeWorker(worker) : worker.terminate()),
            () => worker.terminate(),
          ),
        () => {}, // it never came
      );
    },
  };
}
