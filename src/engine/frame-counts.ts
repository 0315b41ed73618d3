// Counts the frames that come and the pictures that are shown, and for how long a frame has been under way: what tells
// the page that the engine lives, and how fast it is.

/** Between two answers of `rate`, ms. */
const RATE_INTERVAL = 500;

export interface FrameCounts {
  /** A frame came. */
  came(): void;
  /** A frame that came is not to be counted: that it is not shown is no fault of the engine's. */
  discount(): void;
  /** A frame is under way from now on. @returns when, ms */
  begin(): number;
  /** What is under way now has a time limit of its own: the time begins anew. */
  beginAnew(): void;
  /** No frame is under way. */
  end(): void;
  /** A picture was shown. */
  show(): void;
  /** What came and was shown since the last time, and for how long (ms) a frame has been under way. */
  takeAlive(): { received: number; shown: number; busy: number };
  /** Pictures a second since the last answer; undefined while that is not long ago. */
  takeRate(): number | undefined;
}

/** @param now ms, of a clock that only goes forward */
export function createFrameCounts(now = () => performance.now()): FrameCounts {
  let sinceAlive = { received: 0, shown: 0 };
  let sinceRate = { shown: 0, at: now() };
  let busySince: number | undefined;

  return {
    came: () => void sinceAlive.received++,
    discount: () => void sinceAlive.received--,
    begin: () => (busySince = now()),
    beginAnew() {
      if (busySince !== undefined) busySince = now();
    },
    end: () => void (busySince = undefined),
    show() {
      sinceAlive.shown++;
      sinceRate.shown++;
    },
    takeAlive() {
      const busy = busySince === undefined ? 0 : now() - busySince;
      const taken = { ...sinceAlive, busy };
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
