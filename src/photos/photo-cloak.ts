// The page's end of cloaking photos: starts the worker, hands it one photo at a time, and notices when it hangs or
// breaks. Another worker then retries the photo once, on the tier that works everywhere. An idle worker is terminated.
import { assetsRoot } from '../assets.ts';
import { later as browserLater, type Later } from '../later.ts';
import type { FromPhotoWorker, Marks, PhotoAnswer, PhotoStart, ToPhotoWorker } from './messages.ts';

export interface PhotoCloak {
  /**
   * One at a time: wait for the previous answer.
   * @param report called with the current step and the share done, 0..1
   * @throws Error with a sentence if no worker can do it; a DOMException AbortError if `signal` is aborted
   */
  cloak(file: File, options: PhotoOptions): Promise<PhotoAnswer>;
  dispose(): void;
}

export interface PhotoOptions {
  report: (doing: string, share: number) => void;
  signal: AbortSignal;
  marks?: Marks;
}

/** A worker that is silent for this long has hung, ms. Its longest step takes about ten seconds here, on one core. */
const SILENT = 90_000;
/** ... and no photo takes this long, ms. */
const LONGEST = 300_000;
/** An idle worker is terminated to free its memory after this, ms. */
const IDLE = 60_000;

export interface PhotoCloakOptions {
  /** Called whenever a worker starts. */
  choose: () => PhotoStart;
  /** Called for every photo; like Settings.margin. */
  margin?: () => number;
  open?: () => Worker;
  later?: Later;
}

function openWorker(): Worker {
  return new Worker(new URL('./photo-worker.ts', import.meta.url), {
    type: 'module',
    name: 'photos',
  });
}

export function createPhotoCloak({
  choose,
  margin,
  open = openWorker,
  later = browserLater,
}: PhotoCloakOptions): PhotoCloak {
  let worker: Worker | undefined;
  let stopIdling = () => {};

  function end(): void {
    stopIdling();
    worker?.terminate();
    worker = undefined;
  }

  function ready(changes: PhotoStart): Worker {
    stopIdling();
    if (worker) return worker;
    worker = open();
    tell(worker, { kind: 'start', assets: assetsRoot(), ...choose(), ...changes });
    return worker;
  }

  /** @throws BrokenError if the worker is gone */
  function attempt(file: File, options: PhotoOptions, changes: PhotoStart): Promise<PhotoAnswer> {
    const { report, signal, marks } = options;
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const asked = ready(changes);
      let stopSilence = () => {};
      const settle = (act: () => void, isGone: boolean) => {
        stopSilence();
        stopLongest();
        signal.removeEventListener('abort', abort);
        if (isGone) end();
        else stopIdling = later(end, IDLE);
        act();
      };
      const fail = (sentence: string) => settle(() => reject(new BrokenError(sentence)), true);
      const abort = () => settle(() => reject(signal.reason as Error), true);
      const listen = () => {
        stopSilence();
        stopSilence = later(() => fail('It stopped responding.'), SILENT);
      };
      const stopLongest = later(() => fail('It took more than five minutes.'), LONGEST);
      signal.addEventListener('abort', abort);
      asked.onerror = ({ message }) =>
        fail(message ? `It stopped: ${message}.` : 'It could not be loaded.');
      asked.onmessage = ({ data }: MessageEvent<FromPhotoWorker>) => {
        if (data.kind === 'broken') fail(data.sentence);
        else if (data.kind === 'progress') {
          listen();
          report(data.doing, data.share);
        } else settle(() => resolve(data), false);
      };
      listen();
      tell(asked, { kind: 'cloak', file, marks, margin: margin?.() });
    });
  }

  return {
    async cloak(file, options) {
      try {
        return await attempt(file, options, {});
      } catch (error) {
        if (!(error instanceof BrokenError)) throw error;
      }
      options.report('Starting again', 0);
      return attempt(file, options, { tier: 'wasm' });
    },
    dispose: end,
  };
}

/** The worker is gone; the message says why. */
class BrokenError extends Error {
  override readonly name = 'BrokenError';
}

function tell(worker: Worker, message: ToPhotoWorker): void {
  worker.postMessage(message);
}
