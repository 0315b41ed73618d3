// The page's end of cloaking photos: starts the worker, hands it one photo at a time, and notices when it hangs or breaks.
// Then another worker takes the photo once more, on the tier that works everywhere. The worker goes when nothing is asked.
import { assetsRoot } from '../assets.ts';
import { later as browserLater, type Later } from '../later.ts';
import type { FromPhotoWorker, Marks, PhotoAnswer, PhotoStart, ToPhotoWorker } from './messages.ts';

export interface PhotoCloak {
  /**
   * One at a time: wait for the answer before.
   * @param report told what is being done, and the share that is done, 0..1
   * @throws Error with a sentence when no worker can do it; a DOMException AbortError when `signal` is aborted
   */
  cloak(file: File, options: PhotoOptions): Promise<PhotoAnswer>;
  dispose(): void;
}

export interface PhotoOptions {
  report: (doing: string, share: number) => void;
  signal: AbortSignal;
  marks?: Marks;
}

/** A worker that says nothing for so long hangs, ms: its longest step takes some ten seconds here, on one core. */
const SILENT = 90_000;
/** ... and no photo takes so long, ms. */
const LONGEST = 300_000;
/** A worker that has nothing to do gives its memory back after this, ms. */
const IDLE = 60_000;

export interface PhotoCloakOptions {
  /** Read whenever a worker starts. */
  choose: () => PhotoStart;
  /** Read with every photo; as Settings.margin. */
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

  /** @throws BrokenError when the worker is gone */
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
        stopSilence = later(() => fail('It did not answer any more.'), SILENT);
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
