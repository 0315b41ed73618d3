// The clean plate: what it knows, and what it learns from a frame. The twin of `observe` in plate.wgsl and of
// observe.frag, which explain the rules.
import * as rules from '../../plate-rules';
import { BYTES, FLOATS, lerp, loadBytes } from './pictures';
import {
  beginRow,
  clamped,
  fillAt,
  fillOutOfLight,
  frame,
  gain,
  height,
  hole,
  holeLeft,
  holeRight,
  inLight,
  insideX,
  insideY,
  litAt,
  offset,
  outOfLight,
  width,
} from './frame';
import { valueAt } from './rows';

/** Colour in the plate's own light, and confidence, 0..1. */
export let plate: usize = 0;
/** What is visible instead of the plate, and for how many seconds. */
export let candidate: usize = 0;

export const seenFrom = <f32>rules.SEEN_FROM;
export const guessed = <f32>rules.GUESSED;
const doubt = <f32>rules.DOUBT;
const slowest = <f32>rules.SLOWEST;
const newUntil = <f32>rules.NEW_UNTIL;
const settledFrom = <f32>rules.SETTLED_FROM;
const shortestLook = <f32>rules.SHORTEST_LOOK;
const firstLook = <f32>rules.FIRST_LOOK;
const otherShare = <f32>rules.OTHER_SHARE;
const forgetting = <f32>rules.FORGETTING;
const switched = <f32>rules.SWITCHED;

export function setPlate(plateAt: usize, candidateAt: usize): void {
  plate = plateAt;
  candidate = candidateAt;
}

function smooth(low: f32, high: f32, value: f32): f32 {
  const t = clamped((value - low) / (high - low));
  return t * t * (3 - 2 * t);
}

function differs(a: v128, b: v128, scale: v128, tolerances: v128): bool {
  return v128.any_true(f32x4.ge(f32x4.mul(f32x4.abs(f32x4.sub(a, b)), scale), tolerances));
}

const ONES = f32x4.splat(1);

/**
 * @param guessRate share by which a guess moves towards the fill
 * @param switchNew s after which something else becomes the room, for a new pixel
 * @param switchKnown the same for a well-known pixel
 */
export function observe(
  hasFill: bool,
  guessRate: f32,
  seconds: f32,
  tolerance: f32,
  switchNew: f32,
  switchKnown: f32,
): void {
  const tolerances = f32x4.replace_lane(f32x4.splat(tolerance), 3, Infinity);
  const gains = gain();
  const offsets = offset();
  for (let y = 0; y < height; y++) {
    const hasHole = beginRow(y);
    const row = <usize>(y * width);
    for (let x = 0; x < width; x++) {
      const at = (row + <usize>x) * FLOATS;
      const known = v128.load(plate + at);
      const confidence = f32x4.extract_lane(known, 3);
      const lit = litAt(x);
      if (hasHole && x >= holeLeft && x < holeRight) {
        const alpha = valueAt(hole, x);
        if (f32x4.extract_lane(alpha, 1) > 0 || f32x4.extract_lane(alpha, 2) > 127.5) {
          if (hasFill && confidence < seenFrom && (confidence == 0 || guessRate > 0)) {
            const shown = fillAt(clamped(insideX(x)), clamped(insideY(y)));
            const guess = fillOutOfLight(shown, lit);
            const mixed = confidence == 0 ? guess : lerp(known, guess, guessRate);
            v128.store(plate + at, f32x4.replace_lane(mixed, 3, guessed));
          }
          forget(candidate + at, seconds);
          continue;
        }
      }
      const shown = loadBytes(frame + (row + <usize>x) * BYTES);
      // The first observation counts fully, then all are averaged, and eventually the mean is a running one.
      const rate: f32 = confidence < seenFrom ? 1 : max<f32>((1 - confidence) / doubt, slowest);
      if (rate == 1 || !differs(shown, inLight(known, lit, gains, offsets), ONES, tolerances)) {
        const next: f32 = 1 - doubt * max<f32>(rate / (1 + rate), slowest);
        const mean = lerp(known, outOfLight(shown, lit, gains, offsets), rate);
        v128.store(plate + at, f32x4.replace_lane(mean, 3, next));
        forget(candidate + at, forgetting * seconds);
        continue;
      }
      // Something else: it becomes the room once it has been visible for long enough without changing.
      const seen = outOfLight(shown, lit, gains, offsets);
      const other = v128.load(candidate + at);
      const since = f32x4.extract_lane(other, 3);
      const isSame = since > 0 && !differs(seen, other, f32x4.mul(gains, lit), tolerances);
      const now = isSame ? lerp(other, seen, otherShare) : seen;
      const lasted = isSame ? since + seconds : max<f32>(shortestLook, min(firstLook, seconds));
      const patience =
        switchNew + (switchKnown - switchNew) * smooth(newUntil, settledFrom, confidence);
      if (lasted > patience) {
        v128.store(plate + at, f32x4.replace_lane(now, 3, switched));
        v128.store(candidate + at, f32x4.replace_lane(known, 3, 0));
      } else {
        v128.store(candidate + at, f32x4.replace_lane(now, 3, lasted));
      }
    }
  }
}

/** Shortens how long a candidate has been visible. */
function forget(at: usize, seconds: f32): void {
  const since = load<f32>(at, 12);
  if (since > 0) store<f32>(at, max<f32>(0, since - seconds), 12);
}
