// The picture that is shown without the plate: the fill in the hole. The twin of compose.wgsl and compose.frag.
import {
  ALPHA_OF_HOLE,
  ALPHA_OF_MATTE,
  VIEW_FRAME,
  VIEW_HOLE,
  VIEW_MASK,
  VIEW_SPLIT,
} from '../../picture-codes';
import { BYTES, lerp, loadBytes, storeOpaque, tinted } from './pictures';
import {
  beginRow,
  cropHeight,
  cropWidth,
  cropX,
  cropY,
  fillAt,
  fillHeight,
  fillWidth,
  frame,
  height,
  hole,
  holeLeft,
  holeRight,
  insideX,
  insideY,
  width,
} from './frame';
import { valueAt } from './rows';

let matteLow: f32 = 0;
let matteHigh: f32 = 1;
let fade: f32 = 1;

/** @param fadeOver px of the fill over which the matte fades out at the crop's border */
export function setMatte(low: f32, high: f32, fadeOver: f32): void {
  matteLow = low;
  matteHigh = high;
  fade = fadeOver;
}

/** The fade along one axis: 0 at the crop's border where the frame continues beyond it. */
function fadeAt(inside: f32, side: i32, begin: f32, extent: f32): f32 {
  const edge = <f32>side / fade;
  const first: f32 = begin > 1e-4 ? inside * edge : 1;
  const last: f32 = begin + extent < 1 - 1e-4 ? edge - inside * edge : 1;
  return max<f32>(0, min<f32>(1, min(first, last)));
}

/** The matte as an alpha, 0..1. */
function matteAlpha(matte: f32, u: f32, v: f32): f32 {
  if (u < 0 || v < 0 || u > 1 || v > 1) return 0;
  const t = max<f32>(0, min<f32>(1, (matte / 255 - matteLow) / (matteHigh - matteLow)));
  const fades = fadeAt(u, fillWidth, cropX, cropWidth) * fadeAt(v, fillHeight, cropY, cropHeight);
  return t * t * (3 - 2 * t) * fades;
}

/**
 * @param alphaFrom an ALPHA_OF
 * @param view VIEW_CLOAKED to VIEW_HOLE
 * @param covers covers the hole with one plain colour, whatever the fill is
 */
export function compose(
  target: usize,
  alphaFrom: i32,
  view: i32,
  split: f32,
  covers: bool,
  cover: f32,
): void {
  const stride = <usize>width * BYTES;
  const splitAt = split * <f32>width;
  for (let y = 0; y < height; y++) {
    const hasHole = beginRow(y);
    const row = <usize>y * stride;
    const isPart = alphaFrom == ALPHA_OF_HOLE && view != VIEW_HOLE;
    memory.copy(target + row, frame + row, stride);
    if (view == VIEW_FRAME || (isPart && !hasHole)) continue;
    const v = insideY(y);
    const from = isPart ? holeLeft : 0;
    const to = isPart ? holeRight : width;
    for (let x = from; x < to; x++) {
      if (view == VIEW_SPLIT && <f32>x + 0.5 < splitAt) continue;
      const isInside = hasHole && x >= holeLeft && x < holeRight;
      let alpha = isInside ? f32x4.extract_lane(valueAt(hole, x), 0) * (1.0 / 255) : 0;
      const pixel = row + <usize>x * BYTES;
      if (view == VIEW_HOLE) {
        storeOpaque(target + pixel, f32x4.splat(alpha * 255));
        continue;
      }
      if (alphaFrom == ALPHA_OF_HOLE && alpha == 0) continue;
      const covered: f32 = covers ? alpha : 0;
      const u = insideX(x);
      const filled = fillAt(u, v);
      if (alphaFrom != ALPHA_OF_HOLE) {
        const matte = matteAlpha(f32x4.extract_lane(filled, 3), u, v);
        alpha = alphaFrom == ALPHA_OF_MATTE ? matte : max(alpha, matte);
      }
      if (max(alpha, covered) == 0) continue;
      const seen = loadBytes(frame + pixel);
      if (view == VIEW_MASK) {
        storeOpaque(target + pixel, tinted(seen, max(alpha, covered)));
        continue;
      }
      storeOpaque(
        target + pixel,
        lerp(lerp(seen, filled, alpha), f32x4.splat(255 * cover), covered),
      );
    }
  }
}
