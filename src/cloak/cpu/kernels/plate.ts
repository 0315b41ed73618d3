// The clean plate: what it learns from a frame, how it is carried to another, and what is shown of it. The twin of plate.wgsl
// and of observe, carry, unknown, reveal and room.frag, which say what the rules are for.
import { BYTES, FLOATS, lerp, loadBytes, storeBytes, storeOpaque, within } from './pictures';
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
let plate: usize = 0;
/** What shows instead of it, and for how many seconds. */
let candidate: usize = 0;

let seenFrom: f32 = 0;
let guessed: f32 = 0;
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
 * @param guessRate how far a guess moves towards the fill
 * @param switchNew s after which something else is the room, where a pixel is new; `switchKnown` where it is well known
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
  const values = hole.values;
  const across = hole.across;
  const last = <f32>(hole.width - 1);
  for (let y = 0; y < height; y++) {
    const hasHole = beginRow(y);
    const row = <usize>(y * width);
    for (let x = 0; x < width; x++) {
      const at = (row + <usize>x) * FLOATS;
      const known = v128.load(plate + at);
      const confidence = f32x4.extract_lane(known, 3);
      const lit = litAt(x);
      if (hasHole && x >= holeLeft && x < holeRight) {
        const alpha = valueAt(values, across, last, x);
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
      // The first time, all of it counts; then the mean of what was seen, and at last a running mean.
      const rate: f32 = confidence < seenFrom ? 1 : max<f32>(<f32>(1 - confidence) / 0.8, slowest);
      if (rate == 1 || !differs(shown, inLight(known, lit, gains, offsets), ONES, tolerances)) {
        const next: f32 = 1 - 0.8 * max<f32>(rate / (1 + rate), slowest);
        const mean = lerp(known, outOfLight(shown, lit, gains, offsets), rate);
        v128.store(plate + at, f32x4.replace_lane(mean, 3, next));
        forget(candidate + at, 2 * seconds);
        continue;
      }
      // Something else: it becomes the room when it has shown for long enough without changing.
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

/** What showed for a while shows no more. */
function forget(at: usize, seconds: f32): void {
  const since = load<f32>(at, 12);
  if (since > 0) store<f32>(at, max<f32>(0, since - seconds), 12);
}

/** Catmull-Rom, the weights of four pixels in a row: a plate that is carried many times must not blur. */
function weights(t: f32): v128 {
  const u = t * t;
  const v = u * t;
  return f32x4(
    -0.5 * v + u - 0.5 * t,
    1.5 * v - 2.5 * u + 1,
    -1.5 * v + 2 * u + 0.5 * t,
    0.5 * v - 0.5 * u,
  );
}

/** Four pixels in a row, weighed. */
function across(row: usize, x0: usize, x1: usize, x2: usize, x3: usize, by: v128): v128 {
  return f32x4.add(
    f32x4.add(
      f32x4.mul(v128.load(row + x0), f32x4.splat(f32x4.extract_lane(by, 0))),
      f32x4.mul(v128.load(row + x1), f32x4.splat(f32x4.extract_lane(by, 1))),
    ),
    f32x4.add(
      f32x4.mul(v128.load(row + x2), f32x4.splat(f32x4.extract_lane(by, 2))),
      f32x4.mul(v128.load(row + x3), f32x4.splat(f32x4.extract_lane(by, 3))),
    ),
  );
}

function sharp(source: usize, placeX: f32, placeY: f32): v128 {
  const left = floor<f32>(placeX - 0.5);
  const top = floor<f32>(placeY - 0.5);
  const wide = weights(placeX - 0.5 - left);
  const tall = weights(placeY - 0.5 - top);
  const x0 = <usize>within(<i32>left - 1, width) * FLOATS;
  const x1 = <usize>within(<i32>left, width) * FLOATS;
  const x2 = <usize>within(<i32>left + 1, width) * FLOATS;
  const x3 = <usize>within(<i32>left + 2, width) * FLOATS;
  const stride = <usize>width * FLOATS;
  const row0 = source + <usize>within(<i32>top - 1, height) * stride;
  const row1 = source + <usize>within(<i32>top, height) * stride;
  const row2 = source + <usize>within(<i32>top + 1, height) * stride;
  const row3 = source + <usize>within(<i32>top + 2, height) * stride;
  const colour = f32x4.add(
    f32x4.add(
      f32x4.mul(across(row0, x0, x1, x2, x3, wide), f32x4.splat(f32x4.extract_lane(tall, 0))),
      f32x4.mul(across(row1, x0, x1, x2, x3, wide), f32x4.splat(f32x4.extract_lane(tall, 1))),
    ),
    f32x4.add(
      f32x4.mul(across(row2, x0, x1, x2, x3, wide), f32x4.splat(f32x4.extract_lane(tall, 2))),
      f32x4.mul(across(row3, x0, x1, x2, x3, wide), f32x4.splat(f32x4.extract_lane(tall, 3))),
    ),
  );
  // It is known as little as the least known of the four around.
  const least = min(
    min(load<f32>(row1 + x1, 12), load<f32>(row1 + x2, 12)),
    min(load<f32>(row2 + x1, 12), load<f32>(row2 + x2, 12)),
  );
  return f32x4.replace_lane(colour, 3, least);
}

/** Puts plate and candidate into the frame's light. */
export function relight(): void {
  const gains = gain();
  const offsets = offset();
  for (let y = 0; y < height; y++) {
    beginRow(y);
    for (let x = 0; x < width; x++) {
      const at = <usize>(y * width + x) * FLOATS;
      const lit = litAt(x);
      for (let i: usize = 0; i < 2; i++) {
        const pixel = (i == 0 ? plate : candidate) + at;
        const value = v128.load(pixel);
        const lighter = inLight(value, lit, gains, offsets);
        v128.store(pixel, f32x4.replace_lane(lighter, 3, f32x4.extract_lane(value, 3)));
      }
    }
  }
}

/**
 * Moves the plate with the camera; what showed instead of it is forgotten.
 * @param before a copy of the plate
 * @param turnX cosine and sine of the angle by which it turned, about the centre, by its scale
 */
export function move(before: usize, shiftX: f32, shiftY: f32, turnX: f32, turnY: f32): void {
  const centreX: f32 = 0.5 * <f32>width;
  const centreY: f32 = 0.5 * <f32>height;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const movedX = <f32>x + 0.5 - centreX - shiftX;
      const movedY = <f32>y + 0.5 - centreY - shiftY;
      const placeX = centreX + turnX * movedX + turnY * movedY;
      const placeY = centreY + turnX * movedY - turnY * movedX;
      const insideX = max<f32>(0, min(<f32>width, placeX));
      const insideY = max<f32>(0, min(<f32>height, placeY));
      let known = sharp(before, insideX, insideY);
      // What comes into view goes on as the plate's edge did: a guess, until it is seen.
      if (insideX != placeX || insideY != placeY) {
        known = f32x4.replace_lane(known, 3, min(f32x4.extract_lane(known, 3), guessed));
      }
      v128.store(plate + <usize>(y * width + x) * FLOATS, known);
    }
  }
  memory.fill(candidate, 0, <usize>(width * height) * FLOATS);
}

function confidenceAt(placeX: f32, placeY: f32): f32 {
  const x = <i32>(placeX * <f32>width - 1e-3);
  const y = <i32>(placeY * <f32>height - 1e-3);
  return load<f32>(plate + <usize>(y * width + x) * FLOATS, 12);
}

/** Where the room was never seen, inside the hole: 255 in the first plane of a picture of the hole's size. */
export function unknown(target: usize, support: f32): void {
  for (let y = 0; y < hole.height; y++) {
    for (let x = 0; x < hole.width; x++) {
      const at = <usize>(y * hole.width + x) * BYTES;
      let isUnknown = false;
      if (<f32>load<u8>(hole.picture + at) > 255 * support) {
        // The least of the corners: the generator must not see what is half known.
        const left = <f32>x / <f32>hole.width;
        const top = <f32>y / <f32>hole.height;
        const right = <f32>(x + 1) / <f32>hole.width;
        const bottom = <f32>(y + 1) / <f32>hole.height;
        const least = min(
          min(confidenceAt(left, top), confidenceAt(right, top)),
          min(confidenceAt(left, bottom), confidenceAt(right, bottom)),
        );
        isUnknown = least < seenFrom;
      }
      store<u32>(target + at, isUnknown ? 0xff0000ff : 0xff000000);
    }
  }
}

const TINT = f32x4(0.25 * 255, 0.95 * 255, 0.8 * 255, 255);
const SEEN_TINT = f32x4(0.25, 0.85, 0.6, 1);
const GUESSED_TINT = f32x4(1, 0.6, 0.2, 1);

export function grey(colour: v128): f32 {
  return (
    0.299 * f32x4.extract_lane(colour, 0) +
    0.587 * f32x4.extract_lane(colour, 1) +
    0.114 * f32x4.extract_lane(colour, 2)
  );
}

/** The view of the mask: what is hidden, tinted. @param alpha 0..1 */
export function tinted(seen: v128, alpha: f32): v128 {
  const tint = f32x4.mul(TINT, f32x4.splat(0.35 + (0.65 / 255) * grey(seen)));
  return lerp(seen, tint, 0.75 * alpha);
}

/**
 * What is shown where the room is remembered.
 * @param view as `pictureCode` in ../../passes.ts numbers them
 */
export function reveal(target: usize, view: i32, split: f32, cover: f32): void {
  const stride = <usize>width * BYTES;
  const isPart = view < 3;
  const splitAt = split * <f32>width;
  const gains = gain();
  const offsets = offset();
  const values = hole.values;
  const across = hole.across;
  const last = <f32>(hole.width - 1);
  for (let y = 0; y < height; y++) {
    const hasHole = beginRow(y);
    const row = <usize>y * stride;
    if (isPart) memory.copy(target + row, frame + row, stride);
    if (isPart && !hasHole) continue;
    const from = isPart ? holeLeft : 0;
    const to = isPart ? holeRight : width;
    for (let x = from; x < to; x++) {
      if (view == 1 && <f32>x + 0.5 < splitAt) continue;
      const isInside = hasHole && x >= holeLeft && x < holeRight;
      const alpha = isInside
        ? f32x4.extract_lane(valueAt(values, across, last, x), 0) * (1.0 / 255)
        : 0;
      if (isPart && alpha == 0) continue;
      const pixel = target + row + <usize>x * BYTES;
      if (view == 4) {
        storeOpaque(pixel, f32x4.splat(alpha * 255));
        continue;
      }
      const seen = loadBytes(frame + row + <usize>x * BYTES);
      const known = v128.load(plate + (<usize>(y * width) + <usize>x) * FLOATS);
      const confidence = f32x4.extract_lane(known, 3);
      if (view == 2) storeOpaque(pixel, tinted(seen, alpha));
      else if (view == 7) storeOpaque(pixel, f32x4.splat(255 * confidence));
      else if (view == 8) storeBytes(pixel, f32x4.replace_lane(known, 3, 255 * confidence));
      else {
        const room = inLight(known, litAt(x), gains, offsets);
        if (view == 5) storeOpaque(pixel, confidence > 0 ? room : f32x4.splat(255 * cover));
        else if (view == 6) {
          const shade: f32 = 0.25 * 255 + 0.75 * grey(lerp(seen, room, alpha));
          const tint = confidence >= seenFrom ? SEEN_TINT : GUESSED_TINT;
          const used = confidence == 0 ? f32x4.splat(0.25) : tint;
          storeOpaque(pixel, f32x4.mul(used, f32x4.splat(shade)));
        } else storeOpaque(pixel, lerp(seen, room, alpha));
      }
    }
  }
}

/**
 * The room for the texture stage: what is known of it, the fill elsewhere; and what may be done with a pixel.
 * @param usesPlate or the frame alone
 */
export function room(target: usize, usesPlate: bool): void {
  const gains = gain();
  const offsets = offset();
  const last = <f32>(hole.width - 1);
  for (let y = 0; y < height; y++) {
    const hasHole = beginRow(y);
    for (let x = 0; x < width; x++) {
      const at = <usize>(y * width + x);
      const isInside = hasHole && x >= holeLeft && x < holeRight;
      const alpha = isInside ? valueAt(hole.values, hole.across, last, x) : f32x4.splat(0);
      const pixel = target + at * BYTES;
      if (f32x4.extract_lane(alpha, 0) == 0) {
        // Shown as it is; right beside the hole the person may reach a little further.
        const isFree = f32x4.extract_lane(alpha, 2) == 0;
        const seen = loadBytes(frame + at * BYTES);
        storeBytes(pixel, f32x4.replace_lane(seen, 3, isFree ? 255 : 128));
        continue;
      }
      const lit = litAt(x);
      const known = usesPlate ? v128.load(plate + at * FLOATS) : f32x4.splat(0);
      const isSeen = usesPlate && f32x4.extract_lane(known, 3) >= seenFrom;
      const shown = isSeen
        ? known
        : fillOutOfLight(fillAt(clamped(insideX(x)), clamped(insideY(y))), lit);
      storeBytes(
        pixel,
        f32x4.replace_lane(inLight(shown, lit, gains, offsets), 3, isSeen ? 255 : 0),
      );
    }
  }
}
