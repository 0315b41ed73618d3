// Workers that hold a network: how they are opened, and asked with a time limit. A worker that dies or hangs is told from one
// that refuses.
import { assetsRoot } from '../assets.ts';
import type { FromNetwork, ToNetwork } from './network-messages.ts';

/** What runs in the worker. */
export interface Kind {
  /** As a sentence about it begins. */
  name: string;
  open: () => Worker;
  /** Else there is one. */
  wantsThreads: boolean;
  /** Whether a worker whose network made room for another waits for the next. */
  waits: boolean;
}

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

/** @returns a worker whose runtime has started. @throws Error with a sentence when there is none in this browser */
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

/** @param worker without a network @param isLast nothing follows that could use it */
export function closeWorker({ waits }: Kind, worker: Worker, isLast: boolean): void {
  if (!waits || idle || isLast) worker.terminate();
  else idle = worker;
}

/** A worker that is asked. Once it has failed to answer, it is of no use any more. */
export interface Held<To, From> {
  /** @throws LostError when the worker died or hangs, Error with a sentence when it refuses */
  ask(message: To, limit: number, transfer?: Transferable[]): Promise<From>;
  worker: Worker;
}

/** The worker is gone, and another may do better. */
export class LostError extends Error {}

/** @throws Error with a sentence when no worker starts */
export async function holdWorker<To = ToNetwork, From extends { kind: string } = FromNetwork>(
  kind: Kind,
): Promise<Held<To, From>> {
  const worker = await openWorker(kind);
  /** Answers come in the order of the questions. */
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
    const timer = setTimeout(() => lose('it gave no answer'), limit);
    return answer.finally(() => clearTimeout(timer));
  }

  return { ask, worker };
}

function isFailed(said: { kind: string }): said is Extract<FromNetwork, { kind: 'failed' }> {
  return said.kind === 'failed';
}
