// A frozen camera repeats the same pixels. They carry no new information: what is not the room must not become it
// only because the picture froze.
import type { SmallPicture } from '../../frame/small-picture.ts';

/** A film may pause, too. Repeats teach for this long, s; the first repeat always does. */
const TEACHES_FOR = 2;

export interface Repeats {
  /**
   * @param seconds since the last frame
   * @returns the seconds that count for learning
   */
  count(picture: SmallPicture, seconds: number): number;
}

export function createRepeats(): Repeats {
  let before: Uint8ClampedArray | undefined;
  let repeatedFor = 0; // s

  return {
    count({ data }, seconds) {
      const isRepeat =
        before?.length === data.length && data.every((value, i) => value === before![i]);
      before = data;
      const counts = !isRepeat || repeatedFor === 0 || repeatedFor + seconds <= TEACHES_FOR;
      repeatedFor = isRepeat ? repeatedFor + seconds : 0;
      return counts ? seconds : 0;
    },
  };
}
