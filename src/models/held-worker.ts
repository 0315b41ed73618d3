// Opens workers that hold a network, and asks them with a time limit. Tells a worker that dies or hangs from one that
// refuses.
import { assetsRoot } from '../assets.ts';
import { afterAwake } from '../awake-time.ts';
import type { FromNetwork, ToNetwork } from './network-messages.ts';

/** What runs in the worker. */
export interface Kind {
  /** Its name at the start of a sentence. */
  name: string;
  open: () => Worker;
  /** Otherwise one thread. */
  wantsThreads: boolean;
  /** Whether a worker whose network was replaced is kept for the next one. */
  waits: boolean;
}

/**
 * A worker whose network was replaced, kept for the next one. A new worker takes a second to start, and browsers do not
 * reclaim all of a worker's memory.
 */
let idle: Worker | undefined;

/**
 * Whether to use threads, try by try. Starting them occasionally blocks Firefox's worker for ever, and another has to
 * be opened.
 */
const TRIES = [true, true, false];
/** ms in which threads must start; they take a fifth of a second. */
const THREADS_START_IN = 3000;
/** ms in which an idle worker must answer. */
const ANSWERS_IN = 1000;
/** ms in which a worker must load. A host that does not respond must not block the page for ever. */
const STARTS_IN = 30_000;

/** @returns a worker whose runtime has started. @throws Error with a sentence if none starts in this browser */
async function openWorker({ name, open, wantsThreads, waits }: Kind): Promise<Worker> {
  if (waits) {
    const waiting = idle;
    idle = undefined;
    if (waiting && (await isAlive(waiting))) return waiting;
  }
  for (const hasThreads of wantsThreads ? TRIES : [false]) {
    const worker = open();
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

/** Whether a worker without a network still answers. If not, it is terminated. */
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

/** @returns false if its threads do not start */
function hasStarted(worker: Worker, hasThreads: boolean): Promise<boolean> {
  return new Promise((resolve, reject) => {
    // First, its script and WebAssembly are fetched and compiled.
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

/** @param worker without a network @param isLast whether nothing that could use it follows */
export function closeWorker({ waits }: Kind, worker: Worker, isLast: boolean): void {
  if (!waits || idle || isLast) worker.terminate();
  else idle = worker;
}

/** A worker that answers questions. Once it has failed to answer, it is useless. */
export interface Held<To, From> {
  /** @throws LostError if the worker died or hangs, Error with a sentence if it refuses */
  ask(message: To, limit: number, transfer?: Transferable[]): Promise<From>;
  worker: Worker;
}

/** The worker is gone; another may succeed. */
export class LostError extends Error {}

/** @throws Error with a sentence if no worker starts */
export async function holdWorker<To = ToNetwork, From extends { kind: string } = FromNetwork>(
  kind: Kind,
): Promise<Held<To, From>> {
  const worker = await openWorker(kind);
  /** Answers arrive in the order of the questions. */
  const waiting: { resolve: (said: From) => void; reject: (error: Error) => void }[] = [];
  let lost: LostError | undefined;

  function lose(reason: string): void {
    lost = new LostError(`${kind.name} stopped working (${reason}).`);
    worker.terminate();
    for (const asked of waiting.splice(0)) asked.reject(lost);
  }

  worker.onmessage = ({ data }: MessageEvent<From | Extract<FromNetwork, { kind: 'failed' }>>) => {
    const asked = waiting.shift();
    if (isFailed(data)) asked?.reject(new Error(data.sentence));
    else asked?.resolve(data);
  };
  worker.onerror = ({ message }) => lose(message);

  function ask(message: To, limit: number, transfer: Transferable[] = []): Promise<From> {
    if (lost) return Promise.reject(lost);
    const answer = new Promise<From>((resolve, reject) => {
      waiting.push({ resolve, reject });
      worker.postMessage(message, transfer);
    });
    return answer.finally(afterAwake(() => lose('it gave no answer'), limit));
  }

  return { ask, worker };
}

function isFailed(said: { kind: string }): said is Extract<FromNetwork, { kind: 'failed' }> {
  return said.kind === 'failed';
}
