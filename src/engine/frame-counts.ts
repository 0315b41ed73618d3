// Counts incoming frames and displayed pictures, and times the current frame. This tells the page that the
// engine is alive, and how fast it is.

/** Time between two answers of `takeRate`, ms. */
const RATE_INTERVAL = 500;
/**
 * Time between two calls of `takeAlive` that counts at most, ms. They come twice a second: more time passes only if the
 * machine was asleep or the tab was frozen.
 */
const LONGEST_STEP = 2000;

export interface FrameCounts {
  /** A frame arrived. */
  came(): void;
  /** Do not count a frame that arrived: it is not the engine's fault that it is not shown. */
  discount(): void;
  /** A frame starts. @returns the time, ms */
  begin(): number;
  /** The current step has its own time limit: restart the clock. */
  restart(): void;
  /** The frame has ended. */
  end(): void;
  /** A picture was displayed. */
  show(): void;
  /** Frames received and pictures shown since the last call, and how long (ms) the current frame has been running. */
  takeAlive(): { received: number; shown: number; busy: number };
  /** Pictures per second since the last answer; undefined if that was too recent. */
  takeRate(): number | undefined;
}

/** @param now ms, from a monotonic clock */
export function createFrameCounts(now = () => performance.now()): FrameCounts {
  let sinceAlive = { received: 0, shown: 0 };
  let sinceRate = { shown: 0, at: now() };
  /** How long the current frame has been running, ms, and until when that was counted. */
  let busy: { for: number; until: number } | undefined;

  return {
    came: () => void sinceAlive.received++,
    discount: () => void sinceAlive.received--,
    begin() {
      busy = { for: 0, until: now() };
      return busy.until;
    },
    restart() {
      if (busy) busy = { for: 0, until: now() };
    },
    end: () => void (busy = undefined),
    show() {
      sinceAlive.shown++;
      sinceRate.shown++;
    },
    takeAlive() {
      if (busy) {
        const until = now();
        busy = { for: busy.for + Math.min(until - busy.until, LONGEST_STEP), until };
      }
      const taken = { ...sinceAlive, busy: busy?.for ?? 0 };
      sinceAlive = { received: 0, shown: 0 };
      return taken;
    },
    takeRate() {
      const at = now();
      const milliseconds = at - sinceRate.at;
      if (milliseconds < RATE_INTERVAL) return undefined;
      const rate = (1000 * sinceRate.shown) / milliseconds;
      sinceRate = { shown: 0, at };
      return rate;
    },
  };
}
