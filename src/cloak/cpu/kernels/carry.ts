// Warps the whole plate to a frame: moves it with the camera, and puts it into the frame's light. The twin of `carry`
// in plate.wgsl and of carry.frag.
import { FLOATS, within } from './pictures';
import { beginRow, gain, height, inLight, litAt, offset, width } from './frame';
import { candidate, guessed, plate } from './plate';

/** Catmull-Rom weights of four pixels in a row: repeated resampling must not blur the plate. */
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

/** The weighted sum of four pixels in a row. */
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
  // The confidence is the least of the four pixels around.
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
 * Moves the plate with the camera and clears the candidate.
 * @param before a copy of the plate
 * @param turnX cosine of the rotation about the centre, divided by the scale
 * @param turnY its sine, likewise
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
      // What comes into view repeats the plate's edge: a guess, until it is seen.
      if (insideX != placeX || insideY != placeY) {
        known = f32x4.replace_lane(known, 3, min(f32x4.extract_lane(known, 3), guessed));
      }
      v128.store(plate + <usize>(y * width + x) * FLOATS, known);
    }
  }
  memory.fill(candidate, 0, <usize>(width * height) * FLOATS);
}
