// How large live pictures are cloaked: as large as they come, until the machine turns out to be too slow for
// it. Then smaller, and the person is told. Films are not live: they may take their time.

/** No live picture is larger: px of the longest side. */
const LARGEST = 1920;
/** None is made smaller than this; it is what cameras give when nobody asks for more. */
const SMALLEST = 640;
/** A frame that takes longer than this is too slow, ms. */
const TOO_SLOW = 200;
/** What a frame may take after the change, ms. */
const WANTED = 90;
/** So many frames in a row are watched before anything is concluded; the first ones load what later ones have. */
const WATCHED = 6;

export interface LiveSize {
  /** px of the longest side; larger pictures are to be made smaller. */
  readonly longest: number;
  /**
   * Takes in how a frame went.
   * @param given longest side of the frame as it came, px; @param milliseconds from its arrival to its picture
   * @param mayChange a change of size would end a recording
   * @returns a sentence when it begins to make pictures smaller, or makes them smaller still
   */
  note(given: number, milliseconds: number, mayChange: boolean): string | undefined;
  /** Another source follows. */
  reset(): void;
}

export function createLiveSize(): LiveSize {
  let longest = LARGEST;
  let times: number[] = [];
  let isSaid = false;

  /** The size in which the last frames would have been fast enough; the time goes with the pixels. */
  function slowed(now: number): number {
    const usual = times.toSorted((a, b) => a - b)[WATCHED >> 1]!;
    times = [];
    if (usual < TOO_SLOW) return now;
    const fitting = now * Math.sqrt(WANTED / usual);
    return Math.max(SMALLEST, 2 * Math.round(fitting / 2));
  }

  return {
    get longest() {
      return longest;
    },
    note(given, milliseconds, mayChange) {
      const now = Math.min(given, longest);
      times.push(milliseconds);
      if (times.length >= WATCHED && mayChange && now > SMALLEST) {
        const next = slowed(now);
        if (next < now) {
          longest = next;
          isSaid = false;
        }
      }
      times = times.slice(-WATCHED);
      if (isSaid || given <= longest) return undefined;
      isSaid = true;
      return (
        `The picture is ${given} pixels long, more than this machine cloaks in time: ` +
        `it is shown with ${longest}. Whole films keep their size.`
      );
    },
    reset() {
      longest = LARGEST;
      times = [];
      isSaid = false;
    },
  };
}
