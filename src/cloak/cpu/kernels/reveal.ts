// What is shown of the plate, and what the generator and the texture stage get of it. The twin of plate.wgsl and of
// reveal, room and unknown.frag.
import {
  VIEW_ALL,
  VIEW_CONFIDENCE,
  VIEW_HOLE,
  VIEW_KNOWN,
  VIEW_MASK,
  VIEW_PLATE,
  VIEW_SPLIT,
} from '../../picture-codes';
import { BYTES, FLOATS, grey, lerp, loadBytes, storeBytes, storeOpaque, tinted } from './pictures';
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
  width,
} from './frame';
import { plate, seenFrom } from './plate';
import { valueAt } from './rows';

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
        // The least confidence of the corners: the generator must not see half-known pixels.
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

const SEEN_TINT = f32x4(0.25, 0.85, 0.6, 1);
const GUESSED_TINT = f32x4(1, 0.6, 0.2, 1);

/**
 * What is shown where the room is remembered.
 * @param view of picture-codes.ts, and not VIEW_FRAME
 */
export function reveal(target: usize, view: i32, split: f32, cover: f32): void {
  const stride = <usize>width * BYTES;
  const isPart = view <= VIEW_MASK;
  const splitAt = split * <f32>width;
  const gains = gain();
  const offsets = offset();
  for (let y = 0; y < height; y++) {
    const hasHole = beginRow(y);
    const row = <usize>y * stride;
    if (isPart) memory.copy(target + row, frame + row, stride);
    if (isPart && !hasHole) continue;
    const from = isPart ? holeLeft : 0;
    const to = isPart ? holeRight : width;
    for (let x = from; x < to; x++) {
      if (view == VIEW_SPLIT && <f32>x + 0.5 < splitAt) continue;
      const isInside = hasHole && x >= holeLeft && x < holeRight;
      const alpha = isInside ? f32x4.extract_lane(valueAt(hole, x), 0) * (1.0 / 255) : 0;
      if (isPart && alpha == 0) continue;
      const pixel = target + row + <usize>x * BYTES;
      if (view == VIEW_HOLE) {
        storeOpaque(pixel, f32x4.splat(alpha * 255));
        continue;
      }
      const seen = loadBytes(frame + row + <usize>x * BYTES);
      const known = v128.load(plate + (<usize>(y * width) + <usize>x) * FLOATS);
      const confidence = f32x4.extract_lane(known, 3);
      if (view == VIEW_MASK) storeOpaque(pixel, tinted(seen, alpha));
      else if (view == VIEW_KNOWN) storeOpaque(pixel, f32x4.splat(255 * confidence));
      else if (view == VIEW_ALL) storeBytes(pixel, f32x4.replace_lane(known, 3, 255 * confidence));
      else {
        const room = inLight(known, litAt(x), gains, offsets);
        if (view == VIEW_PLATE)
          storeOpaque(pixel, confidence > 0 ? room : f32x4.splat(255 * cover));
        else if (view == VIEW_CONFIDENCE) {
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
 * The room for the texture stage: the known room, the fill elsewhere; and in A how the pixel may be used.
 * @param usesPlate whether the plate is used, or the frame alone
 */
export function room(target: usize, usesPlate: bool): void {
  const gains = gain();
  const offsets = offset();
  for (let y = 0; y < height; y++) {
    const hasHole = beginRow(y);
    for (let x = 0; x < width; x++) {
      const at = <usize>(y * width + x);
      const isInside = hasHole && x >= holeLeft && x < holeRight;
      const alpha = isInside ? valueAt(hole, x) : f32x4.splat(0);
      const pixel = target + at * BYTES;
      if (f32x4.extract_lane(alpha, 0) == 0) {
        // The frame unchanged; right next to the hole the person may extend a little further.
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
