// What all of these loops share: loading and storing pixels, and bilinear sampling. Byte pictures are RGBA;
// computations use four floats, 0..255. A picture covers the whole frame, whatever its own size. The caller lays out
// the memory (../kernels.ts); addresses are byte offsets.

export const BYTES: usize = 4; // per pixel of bytes
export const FLOATS: usize = 16; // per pixel of floats

export function loadBytes(at: usize): v128 {
  const bytes = v128.load32_zero(at);
  return f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes)));
}

/** 2^23: floats from here on are 1 apart, so adding a value rounds it and leaves it in the lowest byte. */
const WHOLE = f32x4.splat(8388608);

/** Rounds, and clamps to 0..255. */
export function storeBytes(at: usize, colour: v128): void {
  const kept = f32x4.max(f32x4.min(colour, f32x4.splat(255)), f32x4.splat(0));
  const rounded = f32x4.add(kept, WHOLE);
  const bytes = i8x16.shuffle(rounded, rounded, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12);
  v128.store32_lane(at, bytes, 0);
}

export function storeOpaque(at: usize, colour: v128): void {
  storeBytes(at, f32x4.replace_lane(colour, 3, 255));
}

export function lerp(a: v128, b: v128, share: f32): v128 {
  return f32x4.add(a, f32x4.mul(f32x4.sub(b, a), f32x4.splat(share)));
}

export function within(value: i32, length: i32): i32 {
  return max(0, min(length - 1, value));
}

/** Samples a byte picture at a place in px, where 0.5 is the middle of the first pixel; edges are clamped. */
export function sampleBytes(picture: usize, width: i32, height: i32, x: f32, y: f32): v128 {
  const left = floor<f32>(x - 0.5);
  const top = floor<f32>(y - 0.5);
  const x0 = <usize>within(<i32>left, width) * BYTES;
  const x1 = <usize>within(<i32>left + 1, width) * BYTES;
  const row0 = picture + <usize>(within(<i32>top, height) * width) * BYTES;
  const row1 = picture + <usize>(within(<i32>top + 1, height) * width) * BYTES;
  const across = x - 0.5 - left;
  const above = lerp(loadBytes(row0 + x0), loadBytes(row0 + x1), across);
  const below = lerp(loadBytes(row1 + x0), loadBytes(row1 + x1), across);
  return lerp(above, below, y - 0.5 - top);
}

/** Samples a picture with one byte per pixel, or the first of two. */
export function sampleByte(
  picture: usize,
  width: i32,
  height: i32,
  depth: i32,
  x: f32,
  y: f32,
): f32 {
  const left = floor<f32>(x - 0.5);
  const top = floor<f32>(y - 0.5);
  const x0 = <usize>(within(<i32>left, width) * depth);
  const x1 = <usize>(within(<i32>left + 1, width) * depth);
  const row0 = picture + <usize>(within(<i32>top, height) * width * depth);
  const row1 = picture + <usize>(within(<i32>top + 1, height) * width * depth);
  const across = x - 0.5 - left;
  const above = <f32>load<u8>(row0 + x0) * (1 - across) + <f32>load<u8>(row0 + x1) * across;
  const below = <f32>load<u8>(row1 + x0) * (1 - across) + <f32>load<u8>(row1 + x1) * across;
  return above + (below - above) * (y - 0.5 - top);
}

export function grey(colour: v128): f32 {
  return (
    0.299 * f32x4.extract_lane(colour, 0) +
    0.587 * f32x4.extract_lane(colour, 1) +
    0.114 * f32x4.extract_lane(colour, 2)
  );
}

const TINT = f32x4(0.25 * 255, 0.95 * 255, 0.8 * 255, 255);

/** The mask view: what is hidden, tinted. @param alpha 0..1 */
export function tinted(seen: v128, alpha: f32): v128 {
  const tint = f32x4.mul(TINT, f32x4.splat(0.35 + (0.65 / 255) * grey(seen)));
  return lerp(seen, tint, 0.75 * alpha);
}
