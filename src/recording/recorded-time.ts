// The recording's own time: the wall clock's since the start, without the pauses.

export interface RecordedTime {
  readonly isPaused: boolean;
  /** All in ms since 1970. A second pause in a pause, and going on without one, do nothing. */
  pause(wall: number): void;
  goOn(wall: number): void;
  /** Nothing after this belongs to the recording. */
  end(wall: number): void;
  /** Seconds since the start; undefined for what was before it, in a pause, or after the end. */
  at(wall: number): number | undefined;
  /** How long the recording was at that moment, s. Stands still in a pause. */
  length(wall: number): number;
}

/** @param start ms since 1970 */
export function createRecordedTime(start: number): RecordedTime {
  const pauses: { from: number; to: number }[] = [];
  let endsAt = Infinity;

  function pausedUntil(wall: number): number {
    return pauses.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, wall) - from), 0);
  }
  function length(wall: number): number {
    const until = Math.min(wall, endsAt);
    return Math.max(0, until - start - pausedUntil(until)) / 1000;
  }
  return {
    get isPaused() {
      return pauses.at(-1)?.to === Infinity;
    },
    pause(wall) {
      if (!this.isPaused) pauses.push({ from: Math.max(start, wall), to: Infinity });
    },
    goOn(wall) {
      if (this.isPaused) pauses.at(-1)!.to = Math.max(pauses.at(-1)!.from, wall);
    },
    end(wall) {
      endsAt = wall;
    },
    at(wall) {
      const isCut = pauses.some(({ from, to }) => wall >= from && wall < to);
      return wall < start || wall > endsAt || isCut ? undefined : length(wall);
    },
    length,
  };
}
