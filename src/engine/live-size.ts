// The size at which live pictures are cloaked. It holds the rate: if the machine turns out to be too slow, pictures
// shrink, and if it has time to spare, they grow again. A notice says so each time. Films are not live and may take
// their time.

/** Upper limit for live pictures: px of the longest side. */
const LARGEST = 1920;
/** Pictures are not made smaller than this. It is the size cameras give by default. */
const SMALLEST = 640;
/** A frame that takes longer than this is too slow, ms. */
const TOO_SLOW = 125;
/** What a frame may take after a change, ms. */
const WANTED = 60;
/** Pictures change size only after this much work, ms, */
const WATCHED_FOR = 3000;
/** and at least this many frames. */
const WATCHED_FRAMES = 6;
/** They grow only after this much work at the smaller size, ms, */
const GROW_AFTER = 15_000;
/** and only by at least this factor. */
const LEAST_GROWTH = 1.2;

export interface LiveSize {
  /** px of the longest side. Larger pictures are scaled down to it. */
  readonly longest: number;
  /**
   * Records how long a frame took.
   * @param given longest side of the frame as it came, px
   * @param milliseconds from its arrival to its picture
   * @param mayChange false while a change of size would end a recording
   * @returns a sentence each time pictures are about to change size
   */
  note(given: number, milliseconds: number, mayChange: boolean): string | undefined;
  /** The source changes. */
  reset(): void;
}

export function createLiveSize(): LiveSize {
  let longest = LARGEST;
  let times: number[] = [];
  /** Work since the last change of size, ms. */
  let worked = 0;
  let hasGrown = false;
  /** False once pictures that had grown were too slow: this source then stays at the smaller size. */
  let mayGrow = true;
  let isSaid = false;

  /** The size at which the last frames would have taken as long as wanted: time is proportional to pixels. */
  function next(given: number): number {
    const now = Math.min(given, longest);
    const usual = times.toSorted((a, b) => a - b)[times.length >> 1]!;
    const fitting = 2 * Math.round((now * Math.sqrt(WANTED / usual)) / 2);
    if (usual > TOO_SLOW) return Math.min(now, Math.max(SMALLEST, fitting));
    const largest = Math.min(given, LARGEST);
    const grown = Math.min(largest, fitting);
    const isWorthIt = grown >= Math.min(largest, LEAST_GROWTH * now);
    return mayGrow && worked >= GROW_AFTER && isWorthIt ? Math.max(now, grown) : now;
  }

  function change(to: number, given: number): void {
    if (to > longest) hasGrown = true;
    else if (hasGrown) mayGrow = false;
    longest = to >= Math.min(given, LARGEST) ? LARGEST : to;
    worked = 0;
    isSaid = false;
  }

  return {
    get longest() {
      return longest;
    },
    note(given, milliseconds, mayChange) {
      const before = Math.min(given, longest);
      times.push(milliseconds);
      worked += milliseconds;
      const watched = times.reduce((sum, each) => sum + each, 0);
      if (watched >= WATCHED_FOR && times.length >= WATCHED_FRAMES) {
        const wanted = mayChange ? next(given) : before;
        times = [];
        if (wanted !== before) change(wanted, given);
      }
      const now = Math.min(given, longest);
      if (now > before) {
        isSaid = true;
        return `This machine has time to spare again: the picture is now ${now} pixels long.`;
      }
      if (isSaid || now === given) return undefined;
      isSaid = true;
      return (
        `The picture is ${given} pixels long, more than this machine can cloak in time: ` +
        `it is shown with ${now}. Whole films keep their size.`
      );
    },
    reset() {
      longest = LARGEST;
      times = [];
      worked = 0;
      hasGrown = false;
      mayGrow = true;
      isSaid = false;
    },
  };
}
