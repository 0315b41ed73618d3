// The clean plate: what it knows, and how it learns from a frame. The twin of `observe` in plate.wgsl and of
// observe.frag, which explain the rules.
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

export let seenFrom: f32 = 0;
export let guessed: f32 = 0;
let slowest: f32 = 0;
let firstLook: f32 = 0;

export function setPlate(plateAt: usize, candidateAt: usize): void {
  plate = plateAt;
  candidate = candidateAt;
}

export function setPlateRules(seen: f32, guess: f32, slow: f32, look: f32): void {
  seenFrom = seen;
  guessed = guess;
  slowest = slow;
  firstLook = look;
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
      // The first observation counts fully; later ones form a mean, and finally a running mean.
      const rate: f32 = confidence < seenFrom ? 1 : max<f32>(<f32>(1 - confidence) / 0.8, slowest);
      if (rate == 1 || !differs(shown, inLight(known, lit, gains, offsets), ONES, tolerances)) {
        const next: f32 = 1 - 0.8 * max<f32>(rate / (1 + rate), slowest);
        const mean = lerp(known, outOfLight(shown, lit, gains, offsets), rate);
        v128.store(plate + at, f32x4.replace_lane(mean, 3, next));
        forget(candidate + at, 2 * seconds);
        continue;
      }
      // Something else: it becomes the room once it has been visible for long enough without changing.
      const seen = outOfLight(shown, lit, gains, offsets);
      const other = v128.load(candidate + at);
      const since = f32x4.extract_lane(other, 3);
      const isSame = since > 0 && !differs(seen, other, f32x4.mul(gains, lit), tolerances);
      const now = isSame ? lerp(other, seen, 0.25) : seen;
      const lasted = isSame ? since + seconds : max<f32>(1e-3, min(firstLook, seconds));
      const patience = switchNew + (switchKnown - switchNew) * smooth(0.6, 0.9, confidence);
      if (lasted > patience) {
        v128.store(plate + at, f32x4.replace_lane(now, 3, 0.6));
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
