// When the sound is muted. Sound comes with the time at which it was heard, and may come late: that time counts, not
// when it is dealt with. Pure.

export interface MutedTimes {
  /** @param wall from when on, ms since 1970 */
  set(isMuted: boolean, wall: number): void;
  /** Whether any of it is muted; both in ms since 1970. */
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
