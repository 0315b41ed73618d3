// Half-precision numbers: textures and some networks need them, and not every browser has Float16Array.

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/**
 * The bits of the half float (IEEE 754 binary16) nearest to a number. Values that are too large become infinite,
 * those below 2^-14 become 0.
 */
export function toHalf(value: number): number {
  float[0] = value;
  const sign = (bits[0]! >>> 16) & 0x8000;
  const exponent = ((bits[0]! >>> 23) & 0xff) - 112; // single-precision bias 127, half-precision bias 15
  const rounded = (bits[0]! & 0x7fffff) + 0x1000; // adds half of what is cut off
  if (exponent <= 0) return sign;
  if (exponent >= 31) return sign | 0x7c00;
  return sign | ((exponent << 10) + (rounded >>> 13));
}

/** The number with these bits (IEEE 754 binary16). */
export function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 31;
  const fraction = half & 0x3ff;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
