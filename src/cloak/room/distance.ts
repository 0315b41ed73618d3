// The distance of every pixel of a small picture to the person.
import type { PersonMask } from '../../frame/person-mask.ts';

/** Larger than any distance in a small picture, px. */
export const FAR = 1e4;

/**
 * The distance of every pixel to the nearest person pixel, px, `[height, width]`: 0 on the person, FAR everywhere if
 * there is nobody. A chamfer distance (Borgefors 1986, weights 1 and √2).
 * @param threshold mask values above this are a person
 * @param into is filled and returned
 */
export function distanceToPerson(
  mask: PersonMask,
  threshold: number,
  width: number,
  height: number,
  into: Float32Array,
): Float32Array {
  for (let y = 0; y < height; y++) {
    const top = Math.floor((y * mask.height) / height);
    const bottom = Math.max(top + 1, Math.ceil(((y + 1) * mask.height) / height));
    for (let x = 0; x < width; x++) {
      const left = Math.floor((x * mask.width) / width);
      const right = Math.max(left + 1, Math.ceil(((x + 1) * mask.width) / width));
      let most = 0;
      for (let v = top; v < bottom; v++) {
        for (let u = left; u < right; u++) most = Math.max(most, mask.data[v * mask.width + u]!);
      }
      into[y * width + x] = most > threshold ? 0 : FAR;
    }
  }
  return spreadDistance(into, width, height);
}

/** Turns a map of zeros and FARs into a distance map, in place. */
export function spreadDistance(map: Float32Array, width: number, height: number): Float32Array {
  const sweep = (from: number, to: number, step: 1 | -1) => {
    for (let at = from; at !== to; at += step) {
      const x = at % width;
      const y = (at - x) / width;
      const before = step > 0 ? x > 0 : x < width - 1;
      const after = step > 0 ? x < width - 1 : x > 0;
      const hasRow = step > 0 ? y > 0 : y < height - 1;
      const row = at - step * width;
      let least = map[at]!;
      if (before) least = Math.min(least, map[at - step]! + 1);
      if (hasRow) {
        least = Math.min(least, map[row]! + 1);
        if (before) least = Math.min(least, map[row - step]! + Math.SQRT2);
        if (after) least = Math.min(least, map[row + step]! + Math.SQRT2);
      }
      map[at] = least;
    }
  };
  sweep(0, map.length, 1);
  sweep(map.length - 1, -1, -1);
  return map;
}
