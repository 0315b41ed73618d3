// A hidden page is called by no picture of a <video> (requestVideoFrameCallback): a worker's ticks call it instead.

/** What is asked of the page; tests pass another. */
export type PageVisibility = Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>;

/** Calls `tick` until it is ended. */
export type StartTicks = (tick: () => void) => () => void;

const RARELY = 200; // ms; where no worker starts, as often as a hidden page's timer comes

/**
 * Calls `tick` about 30 times a second while the page is hidden, and never while it is seen.
 * @returns ends it
 */
export function whileHidden(
  tick: () => void,
  page: PageVisibility = document,
  startTicks: StartTicks = ticksOfWorker,
): () => void {
  let end: (() => void) | undefined;
  function follow(): void {
    if (page.hidden) {
      end ??= startTicks(tick);
    } else {
      end?.();
      end = undefined;
    }
  }
  page.addEventListener('visibilitychange', follow);
  follow();
  return () => {
    page.removeEventListener('visibilitychange', follow);
    end?.();
    end = undefined;
  };
}

function ticksOfWorker(tick: () => void): () => void {
  let timer: ReturnType<typeof setInterval> | undefined;
  const worker = new Worker(new URL('./ticker-worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = tick;
  worker.onerror = () => (timer ??= setInterval(tick, RARELY));
  return () => {
    worker.terminate();
    clearInterval(timer);
  };
}
