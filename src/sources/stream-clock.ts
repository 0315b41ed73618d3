// From a stream's own timestamps to the wall clock. Camera and microphone count from different
// beginnings, and what they have in common is only when their frames arrive: late by a little that varies.
// The one that was least late tells the offset.

/** The offset is looked for anew in each span, so that it follows a clock that drifts. ms */
const SPAN = 5000;
/** Later than this, the stream has jumped (a film that begins again, a pause), and is not late. ms */
const JUMP = 300;

export interface StreamClock {
  /**
   * When the frame was taken, ms since 1970, but for what every frame of the stream is late.
   * @param timestamp the frame's own, μs
   * @param arrival ms since 1970
   */
  toWall(timestamp: number, arrival: number): number;
}

export function createStreamClock(): StreamClock {
  let before = Infinity; // least offset of the span before, ms
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
