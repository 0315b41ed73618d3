// The time between two frames: for the mask, which ages, and for learning, where a pause must not count as time in
// which something was visible.

/** Assumed between two frames without valid timestamps, or out of order, s. */
const USUAL = 1 / 30;
/** Up to this much, s, always counts; */
const ALWAYS_COUNTS = 1;
/** more counts only in a film that is as slow: the previous interval was at least this share of it. */
const AS_SLOW = 0.5;
/** No film is slower than this, s. */
const SLOWEST = 30;

export interface FrameTime {
  /** @param timestamp of the frame, μs; it may restart */
  next(timestamp: number): {
    /** Time in which the picture may have shown what it shows now, s. */
    seconds: number;
    /** Time between the two frames, s; Infinity when they are not from one scene. */
    apart: number;
  };
  /** Another source follows. */
  reset(): void;
}

export function createFrameTime(): FrameTime {
  let last: number | undefined; // μs
  let before: number | undefined; // s

  return {
    next(timestamp) {
      const apart = last === undefined ? USUAL : (timestamp - last) / 1e6;
      last = timestamp;
      if (apart === 0) return { seconds: USUAL, apart: USUAL };
      if (!(apart > 0)) {
        before = undefined;
        return { seconds: USUAL, apart: Infinity };
      }
      const most = Math.max(USUAL, Math.min(SLOWEST, (before ?? 0) / AS_SLOW));
      before = apart;
      return { seconds: apart <= ALWAYS_COUNTS ? apart : Math.min(apart, most), apart };
    },
    reset() {
      last = undefined;
      before = undefined;
    },
  };
}
