// The generator's input: a crop of the frame, which of its pixels are known, and the push-pull pyramid that fills the
// rest smoothly. The twin of input.wgsl and of cut, pull, settle and push.frag. Pixels are four floats: colour,
// 0..255, and known, 0 or 1.
import { FLOATS, lerp, sampleBytes, within } from './pictures';
import { cropHeight, cropWidth, cropX, cropY, height, width } from './frame';

/**
 * @param source a byte picture at frame size
 * @param hole its first plane counts; 0: there is none
 * @param taps samples per axis
 */
export function cut(
  target: usize,
  ownWidth: i32,
  ownHeight: i32,
  source: usize,
  hole: usize,
  holeWidth: i32,
  holeHeight: i32,
  taps: i32,
  support: f32,
): void {
  const stepX = (cropWidth * <f32>width) / <f32>ownWidth;
  const stepY = (cropHeight * <f32>height) / <f32>ownHeight;
  const share: f32 = 1 / <f32>(taps * taps);
  for (let y = 0; y < ownHeight; y++) {
    for (let x = 0; x < ownWidth; x++) {
      let sum = f32x4.splat(0);
      for (let j = 0; j < taps; j++) {
        const v = cropY * <f32>height + stepY * (<f32>y + (<f32>j + 0.5) / <f32>taps);
        for (let i = 0; i < taps; i++) {
          const u = cropX * <f32>width + stepX * (<f32>x + (<f32>i + 0.5) / <f32>taps);
          sum = f32x4.add(sum, sampleBytes(source, width, height, u, v));
        }
      }
      let isHole = false;
      if (hole) {
        const u = (cropX + (cropWidth * (<f32>x + 0.5)) / <f32>ownWidth) * <f32>holeWidth;
        const v = (cropY + (cropHeight * (<f32>y + 0.5)) / <f32>ownHeight) * <f32>holeHeight;
        const alpha = sampleBytes(hole, holeWidth, holeHeight, u, v);
        isHole = f32x4.extract_lane(alpha, 0) > 255 * support;
      }
      const colour = f32x4.mul(sum, f32x4.splat(share));
      const at = target + <usize>(y * ownWidth + x) * FLOATS;
      v128.store(at, f32x4.replace_lane(colour, 3, isHole ? 0 : 1));
    }
  }
}

/** Makes the next coarser level. @param ownWidth of the coarse level */
export function pull(coarse: usize, fine: usize, ownWidth: i32, ownHeight: i32): void {
  for (let y = 0; y < ownHeight; y++) {
    for (let x = 0; x < ownWidth; x++) {
      let sum = f32x4.splat(0);
      let known: f32 = 0;
      for (let i = 0; i < 4; i++) {
        const at = (2 * y + (i >> 1)) * 2 * ownWidth + 2 * x + (i & 1);
        const near = v128.load(fine + <usize>at * FLOATS);
        const weight = f32x4.extract_lane(near, 3);
        sum = f32x4.add(sum, f32x4.mul(near, f32x4.splat(weight)));
        known += weight;
      }
      const mean = f32x4.div(sum, f32x4.splat(max<f32>(known, 4e-6)));
      const at = coarse + <usize>(y * ownWidth + x) * FLOATS;
      v128.store(at, f32x4.replace_lane(mean, 3, min<f32>(known, 1)));
    }
  }
}

/** The coarsest level: the unknown takes the mean of the known. */
export function settle(target: usize, source: usize, pixels: i32): void {
  let sum = f32x4.splat(0);
  for (let i = 0; i < pixels; i++) {
    const pixel = v128.load(source + <usize>i * FLOATS);
    const known = f32x4.extract_lane(pixel, 3);
    sum = f32x4.add(sum, f32x4.mul(f32x4.replace_lane(pixel, 3, 1), f32x4.splat(known)));
  }
  const mean = f32x4.div(sum, f32x4.splat(max<f32>(f32x4.extract_lane(sum, 3), 1e-6)));
  for (let i = 0; i < pixels; i++) {
    const pixel = v128.load(source + <usize>i * FLOATS);
    const known = f32x4.extract_lane(pixel, 3);
    v128.store(target + <usize>i * FLOATS, f32x4.replace_lane(lerp(mean, pixel, known), 3, known));
  }
}

/** Makes the next finer level. @param ownWidth of the fine level */
export function push(
  target: usize,
  fine: usize,
  ownWidth: i32,
  ownHeight: i32,
  coarse: usize,
  coarseWidth: i32,
  coarseHeight: i32,
): void {
  for (let y = 0; y < ownHeight; y++) {
    const placeY = (<f32>y + 0.5) / 2 - 0.5;
    const top = floor<f32>(placeY);
    const above = coarse + <usize>(within(<i32>top, coarseHeight) * coarseWidth) * FLOATS;
    const below = coarse + <usize>(within(<i32>top + 1, coarseHeight) * coarseWidth) * FLOATS;
    for (let x = 0; x < ownWidth; x++) {
      const at = <usize>(y * ownWidth + x) * FLOATS;
      const pixel = v128.load(fine + at);
      const known = f32x4.extract_lane(pixel, 3);
      if (known == 1) {
        v128.store(target + at, pixel);
        continue;
      }
      const placeX = (<f32>x + 0.5) / 2 - 0.5;
      const left = floor<f32>(placeX);
      const x0 = <usize>within(<i32>left, coarseWidth) * FLOATS;
      const x1 = <usize>within(<i32>left + 1, coarseWidth) * FLOATS;
      const smooth = lerp(
        lerp(v128.load(above + x0), v128.load(above + x1), placeX - left),
        lerp(v128.load(below + x0), v128.load(below + x1), placeX - left),
        placeY - top,
      );
      v128.store(target + at, f32x4.replace_lane(lerp(smooth, pixel, known), 3, known));
    }
  }
}
