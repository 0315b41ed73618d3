// Places the microphone's pieces in the recording: seamlessly, one after the other, while they are on time. If the two
// clocks drift apart, it inserts a little silence or drops a little sound, so that sound and picture stay in sync.

/** Beyond this offset, sound and picture are brought back in sync, s. */
const APART = 0.02;
/** How fast the offset follows single pieces (which arrive early and late): share per piece. */
const FOLLOW = 0.05;
/** A larger offset of one piece is a gap (a pause, a microphone that started late), s. */
const GAP = 0.2;

export interface Placed {
  /** Sound frames of silence before the piece. */
  silence: number;
  /** Sound frames to drop at the piece's start, possibly all of them. */
  skipped: number;
}

export interface SoundLine {
  /** Where the sound ends so far, in sound frames. */
  readonly end: number;
  /** @param time where the piece belongs, s @param frames its length in sound frames */
  place(time: number, frames: number): Placed;
  /** @returns the sound frames of silence missing up to that time (s) */
  fillTo(time: number): number;
}

/** @param rate sound frames per second */
export function createSoundLine(rate: number): SoundLine {
  let end = 0;
  let apart = 0; // s; positive if the incoming sound is later than the line's end
  return {
    get end() {
      return end;
    },
    place(time, frames) {
      const distance = time - end / rate;
      const isGap = end === 0 || Math.abs(distance) > GAP;
      apart = isGap ? distance : apart + FOLLOW * (distance - apart);
      let silence = 0;
      let skipped = 0;
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
