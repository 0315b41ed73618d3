// A hidden page gets no callbacks for a <video>'s pictures (requestVideoFrameCallback). A worker's ticks replace them.

/** What is needed of the page; tests pass their own. */
export type PageVisibility = Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>;

/** Calls `tick` until it is stopped. */
export type StartTicks = (tick: () => void) => () => void;

const RARELY = 200; // ms; without a worker, as often as a hidden page's timers fire

/**
 * Calls `tick` about 30 times a second while the page is hidden, and never while it is visible.
 * @returns a function that ends it
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
