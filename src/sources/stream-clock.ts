// Converts a stream's timestamps to the wall clock. Camera and microphone count from different origins. All they have
// in common is when their frames arrive, each with a small, varying delay. The frame with the least delay gives the
// offset.

/** The offset is measured again in each span, so that it follows a drifting clock. ms */
const SPAN = 5000;
/** Beyond this delay, the stream has jumped (a looping film, a pause) and is not late. ms */
const JUMP = 300;

export interface StreamClock {
  /**
   * When the frame was taken, ms since 1970, except for the delay that all frames of the stream share.
   * @param timestamp the frame's own, μs
   * @param arrival ms since 1970
   */
  toWall(timestamp: number, arrival: number): number;
}

export function createStreamClock(): StreamClock {
  let before = Infinity; // least offset of the previous span, ms
  let current = Infinity;
  let spanEnd = -Infinity;
  let last = -Infinity; // μs
  return {
    toWall(timestamp, arrival) {
      const offset = arrival - timestamp / 1000;
      const isLate = offset > Math.min(before, current) + JUMP;
      if (timestamp < last || isLate) {
        before = Infinity;
        current = Infinity;
        spanEnd = arrival + SPAN;
      } else if (arrival >= spanEnd) {
        before = current;
        current = Infinity;
        spanEnd = arrival + SPAN;
      }
      last = timestamp;
      current = Math.min(current, offset);
      return timestamp / 1000 + Math.min(before, current);
    },
  };
}
