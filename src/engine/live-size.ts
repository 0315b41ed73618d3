// The size at which live pictures are cloaked: full size, until the machine turns out to be too slow. Then they shrink,
// and a notice tells the user. Films are not live and may take their time.

/** Upper limit for live pictures: px of the longest side. */
const LARGEST = 1920;
/** Pictures are not made smaller than this. It is the size cameras give by default. */
const SMALLEST = 640;
/** A frame that takes longer than this is too slow, ms. */
const TOO_SLOW = 200;
/** What a frame may take after the change, ms. */
const WANTED = 90;
/** How many frames in a row are watched before deciding. The first ones load what later ones reuse. */
const WATCHED = 6;

export interface LiveSize {
  /** px of the longest side. Larger pictures are scaled down to it. */
  readonly longest: number;
  /**
   * Records how long a frame took.
   * @param given longest side of the frame as it came, px
   * @param milliseconds from its arrival to its picture
   * @param mayChange false while a change of size would end a recording
   * @returns a sentence each time pictures are about to get smaller
   */
  note(given: number, milliseconds: number, mayChange: boolean): string | undefined;
  /** The source changes. */
  reset(): void;
}

export function createLiveSize(): LiveSize {
  let longest = LARGEST;
  let times: number[] = [];
  let isSaid = false;

  /** The size at which the last frames would have been fast enough: time is proportional to pixels. */
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
        `The picture is ${given} pixels long, more than this machine can cloak in time: ` +
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
