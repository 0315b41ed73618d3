// The hole: the person mask resampled, snapped to the frame's edges, grown and feathered. The twin of hole.wgsl and
// of soften, grow and feather.frag. Planes have one byte per pixel; outside the part they are not written.
import { BYTES, sampleByte, sampleBytes, within } from './pictures';
import { frame, height as frameHeight, width as frameWidth } from './frame';

let width: i32 = 1;
let height: i32 = 1;
let left: i32 = 0;
let top: i32 = 0;
let right: i32 = 0;
let bottom: i32 = 0;

export function setHolePass(
  holeWidth: i32,
  holeHeight: i32,
  partLeft: i32,
  partTop: i32,
  partRight: i32,
  partBottom: i32,
): void {
  width = holeWidth;
  height = holeHeight;
  left = partLeft;
  top = partTop;
  right = partRight;
  bottom = partBottom;
}

/**
 * The minimum and maximum of a mask around each of its pixels. At the left and right sides pixels of other rows may
 * be included, which only widens the range.
 * @param rows scratch space as large as the mask
 * @param reach px of the mask
 */
export function bounds(
  least: usize,
  most: usize,
  rows: usize,
  mask: usize,
  maskWidth: i32,
  maskHeight: i32,
  reach: i32,
): void {
  const pixels = maskWidth * maskHeight;
  for (let at = 0; at < pixels; at += 16) {
    let low = v128.load(mask + <usize>at);
    let high = low;
    for (let i = -reach; i <= reach; i++) {
      const near = v128.load(mask + <usize>(at + i));
      low = i8x16.min_u(low, near);
      high = i8x16.max_u(high, near);
    }
    v128.store(rows + <usize>at, low);
    v128.store(most + <usize>at, high);
  }
  spread(least, rows, maskWidth, maskHeight, reach, false);
  memory.copy(rows, most, <usize>pixels);
  spread(most, rows, maskWidth, maskHeight, reach, true);
}

function spread(
  target: usize,
  source: usize,
  maskWidth: i32,
  maskHeight: i32,
  reach: i32,
  isMost: bool,
): void {
  for (let y = 0; y < maskHeight; y++) {
    const row = <usize>(y * maskWidth);
    for (let x: usize = 0; x < <usize>maskWidth; x += 16) {
      let found = v128.load(source + row + x);
      for (let i = -reach; i <= reach; i++) {
        const near = v128.load(source + <usize>(within(y + i, maskHeight) * maskWidth) + x);
        found = isMost ? i8x16.max_u(found, near) : i8x16.min_u(found, near);
      }
      v128.store(target + row + x, found);
    }
  }
}

/** Squared colour distance per entry of the weight table. */
const STEPS: f32 = 64;

/**
 * Joint bilateral upsampling (Kopf et al. 2007): nearby places of similar colour are averaged. Where the whole
 * neighbourhood is person, or nobody, the result is known and the sampling is skipped.
 * @param taps pairs of floats: offsets of the samples, px of the frame
 * @param weights `weightCount` floats, by the squared colour distance in steps of STEPS
 */
export function soften(
  target: usize,
  mask: usize,
  least: usize,
  most: usize,
  maskWidth: i32,
  maskHeight: i32,
  taps: usize,
  tapCount: i32,
  weights: usize,
  weightCount: i32,
  low: f32,
  high: f32,
): void {
  const scaleX = <f32>frameWidth / <f32>width;
  const scaleY = <f32>frameHeight / <f32>height;
  const maskX = <f32>maskWidth / <f32>frameWidth;
  const maskY = <f32>maskHeight / <f32>frameHeight;
  const colours = f32x4(1, 1, 1, 0);
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const u = (<f32>x + 0.5) * scaleX;
      const v = (<f32>y + 0.5) * scaleY;
      const here =
        within(<i32>(v * maskY), maskHeight) * maskWidth + within(<i32>(u * maskX), maskWidth);
      const isNobody = <f32>load<u8>(most + <usize>here) <= 255 * low;
      if (isNobody || <f32>load<u8>(least + <usize>here) >= 255 * high) {
        store<u8>(target + <usize>(y * width + x), isNobody ? 0 : 255);
        continue;
      }
      const own = sampleBytes(frame, frameWidth, frameHeight, u, v);
      let sum = sampleByte(mask, maskWidth, maskHeight, 1, u * maskX, v * maskY);
      let total: f32 = 1;
      for (let i = 0; i < tapCount; i++) {
        const tap = taps + <usize>i * 8;
        const nearX = u + load<f32>(tap);
        const nearY = v + load<f32>(tap, 4);
        const near = sampleBytes(frame, frameWidth, frameHeight, nearX, nearY);
        const apart = f32x4.mul(f32x4.sub(near, own), colours);
        const square = f32x4.mul(apart, apart);
        const distance =
          f32x4.extract_lane(square, 0) +
          f32x4.extract_lane(square, 1) +
          f32x4.extract_lane(square, 2);
        const step = <i32>(distance * (1 / STEPS) + 0.5);
        if (step >= weightCount) continue;
        const weight = load<f32>(weights + <usize>step * 4);
        sum += weight * sampleByte(mask, maskWidth, maskHeight, 1, nearX * maskX, nearY * maskY);
        total += weight;
      }
      const confidence = (sum / total / 255 - low) / (high - low);
      store<u8>(
        target + <usize>(y * width + x),
        <u8>(max<f32>(0, min<f32>(1, confidence)) * 255 + 0.5),
      );
    }
  }
}

function largest(source: usize, x: i32, y: i32, across: i32, down: i32, reach: i32): u8 {
  let most: u8 = 0;
  for (let i = -reach; i <= reach; i++) {
    const at = within(y + i * down, height) * width + within(x + i * across, width);
    most = max(most, load<u8>(source + <usize>at));
  }
  return most;
}

/** Grows a plane along one axis. */
export function grow(target: usize, source: usize, across: i32, down: i32, reach: i32): void {
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      store<u8>(target + <usize>(y * width + x), largest(source, x, y, across, down, reach));
    }
  }
}

function blurred(source: usize, x: i32, y: i32, across: i32, down: i32, reach: i32): f32 {
  let sum: f32 = 0;
  let weights: f32 = 0;
  for (let i = -reach; i <= reach; i++) {
    const weight = <f32>(reach + 1 - abs(i));
    const at = within(y + i * down, height) * width + within(x + i * across, width);
    sum += weight * <f32>load<u8>(source + <usize>at);
    weights += weight;
  }
  return sum / weights;
}

/** Blurs a plane along the rows. */
export function blur(target: usize, source: usize, reach: i32): void {
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      store<u8>(target + <usize>(y * width + x), <u8>(blurred(source, x, y, 1, 0, reach) + 0.5));
    }
  }
}

/**
 * Blurs along the columns, and writes the hole: what is hidden, the person alone, where nothing may be learned.
 * @param near the grown mask, grown once more along the rows
 * @param apart px from the grown mask within which nothing is learned
 * @param hide two bytes per pixel
 */
export function feather(
  target: usize,
  source: usize,
  near: usize,
  reach: i32,
  apart: i32,
  hide: usize,
  hideWidth: i32,
  hideHeight: i32,
): void {
  const hideX = <f32>hideWidth / <f32>width;
  const hideY = <f32>hideHeight / <f32>height;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const alpha = min<f32>(255, 2 * blurred(source, x, y, 0, 1, reach));
      // Only the surer half of the edge: the rest is blur.
      const isNear = largest(near, x, y, 0, 1, apart) >= 128;
      const u = (<f32>x + 0.5) * hideX;
      const v = (<f32>y + 0.5) * hideY;
      const hidden = sampleByte(hide, hideWidth, hideHeight, 2, u, v);
      const dark = sampleByte(hide + 1, hideWidth, hideHeight, 2, u, v);
      const at = target + <usize>(y * width + x) * BYTES;
      store<u8>(at, <u8>(max(alpha, hidden) + 0.5));
      store<u8>(at + 1, <u8>(alpha + 0.5));
      store<u8>(at + 2, <u8>(max<f32>(isNear ? 255 : 0, dark) + 0.5));
      store<u8>(at + 3, 255);
    }
  }
}
