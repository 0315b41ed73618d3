// Where the microphone's pieces go in the recording: one after the other without a seam, as long as
// they come when they should; where the two clocks have drifted apart, a little silence is put in or
// a little sound left out, so that sound and picture stay together.

/** Above this, sound and picture are brought together again, s. */
const APART = 0.02;
/** How fast the distance follows what single pieces say (they arrive early and late): per piece. */
const FOLLOW = 0.05;
/** More than this in one piece is a gap (a pause, a microphone that came late), s. */
const GAP = 0.2;

export interface Placed {
  /** Sound frames of silence that come before the piece. */
  silence: number;
  /** Sound frames at the piece's beginning that are left out; may be all of them. */
  skipped: number;
}

export interface SoundLine {
  /** Up to where there is sound, in sound frames. */
  readonly end: number;
  /** @param time where the piece belongs, s @param frames its length in sound frames */
  place(time: number, frames: number): Placed;
  /** @returns the sound frames of silence that are missing up to that time (s) */
  fillTo(time: number): number;
}

/** @param rate sound frames per second */
export function createSoundLine(rate: number): SoundLine {
  let end = 0;
  let apart = 0; // s; positive: the sound that comes is later than the line's end
  return {
    get end() {
      return end;
    },
    place(time, frames) {
      const distance = time - end / rate;
      const isGap = end === 0 || Math.abs(distance) > GAP;
      apart = isGap ? distance : apart + FOLLOW * (distance - apart);
      let [silence, skipped] = [0, 0];
      if (isGap || Math.abs(apart) > APART) {
        if (apart > 0) silence = Math.round(apart * rate);
        else if (apart < 0) skipped = Math.min(frames, Math.round(-apart * rate));
        apart = 0;
      }
      end += silence + frames - skipped;
      return { silence, skipped };
    },
    fillTo(time) {
      const missing = Math.max(0, Math.round(time * rate) - end);
      end += missing;
      return missing;
    },
  };
}
