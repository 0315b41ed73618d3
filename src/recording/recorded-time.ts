// The recording's own time: wall-clock time since the first picture, without the pauses. Pauses and mutes may be
// reported before the first picture arrives.

export interface RecordedTime {
  readonly isPaused: boolean;
  /** The recording starts with the first such moment outside pauses and before the end. All in ms since 1970. */
  begin(wall: number): void;
  /** Pausing twice, or resuming without a pause, does nothing. */
  pause(wall: number): void;
  goOn(wall: number): void;
  /** Nothing after this belongs to the recording. */
  end(wall: number): void;
  /** Seconds since the start; undefined for times before it, in a pause, or after the end. */
  at(wall: number): number | undefined;
  /** The recording's length at that moment, s. Stands still in a pause; 0 before the start. */
  length(wall: number): number;
}

export function createRecordedTime(): RecordedTime {
  const pauses: { from: number; to: number }[] = [];
  let start: number | undefined;
  let endsAt = Infinity;

  const isCut = (wall: number) =>
    wall > endsAt || pauses.some(({ from, to }) => wall >= from && wall < to);
  const isPaused = () => pauses.at(-1)?.to === Infinity;

  function length(wall: number): number {
    if (start === undefined) return 0;
    const until = Math.min(wall, endsAt);
    let paused = 0;
    for (const { from, to } of pauses) {
      paused += Math.max(0, Math.min(to, until) - Math.max(from, start));
    }
    return Math.max(0, until - start - paused) / 1000;
  }
  return {
    get isPaused() {
      return isPaused();
    },
    begin(wall) {
      if (!isCut(wall)) start ??= wall;
    },
    pause(wall) {
      if (!isPaused()) pauses.push({ from: wall, to: Infinity });
    },
    goOn(wall) {
      const last = pauses.at(-1);
      if (last?.to === Infinity) last.to = Math.max(last.from, wall);
    },
    end(wall) {
      endsAt = wall;
    },
    at(wall) {
      return start === undefined || wall < start || isCut(wall) ? undefined : length(wall);
    },
    length,
  };
}
