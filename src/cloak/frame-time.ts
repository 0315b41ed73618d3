// How much time lies between two frames: for the mask, which is old after it, and for learning, where a pause
// must not count as time in which something showed.

/** Between two frames that do not say, or of which the later one comes first, s. */
const USUAL = 1 / 30;
/** Up to so much (s) counts whatever came before, */
const ALWAYS_COUNTS = 1;
/** and more only in a film that is as slow as that: the frames before were at least this share of it apart. */
const AS_SLOW = 0.5;
/** No film is slower, s. */
const SLOWEST = 30;

export interface FrameTime {
  /** @param timestamp of the frame, μs; it may begin anew */
  next(timestamp: number): {
    /** In which the picture may have shown what it shows now, s. */
    seconds: number;
    /** Between the two frames, s; Infinity when they are not of one scene. */
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
