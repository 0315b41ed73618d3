// Tracks when the sound was muted. Sound may arrive late; what counts is when it was heard, not when it is processed.
// Pure.

export interface MutedTimes {
  /** @param wall the start, ms since 1970 */
  set(isMuted: boolean, wall: number): void;
  /** Whether any of the time is muted; both in ms since 1970. */
  has(from: number, to: number): boolean;
}

export function createMutedTimes(): MutedTimes {
  const spans: { from: number; to: number }[] = [];
  return {
    set(isMuted, wall) {
      const last = spans.at(-1);
      const isNow = last?.to === Infinity;
      if (isMuted && !isNow) spans.push({ from: wall, to: Infinity });
      if (!isMuted && isNow) last.to = Math.max(last.from, wall);
    },
    has: (from, to) => spans.some((span) => from < span.to && to > span.from),
  };
}
