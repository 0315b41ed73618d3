// How little of the room a frame shows, compared with the best light that the room is known in: a fade to black or
// white, a lid that closes slowly, a lamp that goes out. A plate that followed such light step by step would lose its
// content.
import { SEEN_FROM } from './report.ts';

/** If less than this share of the room's contrast or brightness is left, nothing is learned, */
const LEAST = 0.25;
/**
 * unless this share of the contrast is left: then the plate started from a picture that was much too bright.
 */
const CLEAR = 0.5;
/** A room that stays dark for longer than this, s, is a dark room. */
const PATIENCE = 30;
/** Grey levels: a plate with a smaller standard deviation has no contrast to compare. */
const LEAST_DEVIATION = 8;

/** Lumas are grey levels of 255. */
export interface Shown {
  plate: Float32Array;
  frame: Float32Array;
  /** Above 0 where both show the room. */
  weights: Float32Array;
  confidence: Float32Array;
}

export interface Darkness {
  /**
   * @param seconds since the last frame
   * @returns whether the frame shows too little to learn from
   */
  isDark(shown: Shown, seconds: number): boolean;
  forget(): void;
}

export function createDarkness(): Darkness {
  /** The plate's statistics in the best light it was known in. */
  let best = { mean: 0, deviation: 0 };
  let darkFor = 0; // s

  return {
    isDark({ plate, frame, weights, confidence }, seconds) {
      const known = spreadOver(plate, (pixel) => confidence[pixel]! >= SEEN_FROM);
      best = {
        mean: Math.max(best.mean, known.mean),
        deviation: Math.max(best.deviation, known.deviation),
      };
      const isBoth = (pixel: number) => weights[pixel]! > 0;
      const of = spreadOver(plate, isBoth);
      const to = spreadOver(frame, isBoth);
      // How much of the plate is left in the frame, times how much of the best is left in the plate.
      const brightness = share(to.mean, of.mean) * share(known.mean, best.mean);
      const isPlain = best.deviation < LEAST_DEVIATION;
      const contrast = isPlain
        ? share(to.deviation, LEAST_DEVIATION)
        : share(to.deviation, of.deviation) * share(known.deviation, best.deviation);
      const isDark = brightness < LEAST && contrast < CLEAR;
      const isPale = !isPlain && contrast < LEAST;
      if (!isDark && !isPale) {
        darkFor = 0;
        return false;
      }
      darkFor += seconds;
      if (darkFor <= PATIENCE) return true;
      best = { mean: 0, deviation: 0 };
      return false;
    },
    forget() {
      best = { mean: 0, deviation: 0 };
      darkFor = 0;
    },
  };
}

function share(part: number, whole: number): number {
  return part / Math.max(1, whole);
}

/** Mean and standard deviation of the pixels that count; both 0 if none does. */
export function spreadOver(picture: Float32Array, counts: (pixel: number) => boolean) {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (let pixel = 0; pixel < picture.length; pixel++) {
    if (!counts(pixel)) continue;
    const value = picture[pixel]!;
    count++;
    sum += value;
    squares += value * value;
  }
  const mean = sum / Math.max(1, count);
  const variance = squares / Math.max(1, count) - mean * mean;
  return { mean, deviation: Math.sqrt(Math.max(0, variance)) };
}
