// Half-precision numbers: textures take them, and not every browser has a Float16Array.

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/**
 * The bits of the half float (IEEE 754 binary16) nearest to a number. Too large ones become infinite,
 * those below 2^-14 become 0.
 */
export function toHalf(value: number): number {
  float[0] = value;
  const sign = (bits[0]! >>> 16) & 0x8000;
  const exponent = ((bits[0]! >>> 23) & 0xff) - 112; // the bias is 127 there and 15 here
  const rounded = (bits[0]! & 0x7fffff) + 0x1000; // half of what is cut off
  if (exponent <= 0) return sign;
  if (exponent >= 31) return sign | 0x7c00;
  return sign | ((exponent << 10) + (rounded >>> 13));
}
