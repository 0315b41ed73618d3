// The soft edge of a hole at a photo's size.
import { spread } from '../segmentation/spread.ts';

/** Means over 2 x reach + 1 bytes of a line, in place; at the ends the last one goes on. */
function meanAlong(bytes: Uint8Array, start: number, step: number, count: number, reach: number) {
  const line = new Uint8Array(count);
  for (let i = 0; i < count; i++) line[i] = bytes[start + i * step]!;
  const at = (i: number) => line[Math.min(count - 1, Math.max(0, i))]!;
  let sum = 0;
  for (let i = -reach; i <= reach; i++) sum += at(i);
  for (let i = 0; i < count; i++) {
    bytes[start + i * step] = sum / (2 * reach + 1);
    sum += at(i + reach + 1) - at(i - reach);
  }
}

/** As an alpha: full where it is hole, and softly less over so many px outside of that. In place. */
export function soften(
  isHole: Uint8Array,
  width: number,
  height: number,
  reach: number,
): Uint8Array {
  spread(isHole, width, height, reach);
  for (let pixel = 0; pixel < isHole.length; pixel++) isHole[pixel]! *= 255;
  for (let y = 0; y < height; y++) meanAlong(isHole, y * width, 1, width, reach);
  for (let x = 0; x < width; x++) meanAlong(isHole, x, width, height, reach);
  return isHole;
}
