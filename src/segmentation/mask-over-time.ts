// Temporal filter of the person mask: steady where the segmenter wavers, and enlarged where the person moves.
import type { PersonMask } from '../frame/person-mask.ts';

/** Where nobody was, the segmenter must reach this value; where somebody was, any value counts. 0..255 */
const FIRST_SURE = 64;
/** The mask decays to 1/e in this time, s. It rises at once. */
const FALL = 0.1;
/** A pixel whose mask rose by more than this in one frame lies at an advancing edge. 0..255 */
const RISE = 80;
/**
 * The mask grows by this around such a pixel, to cover the next part of a blurred, moving edge. Share of the longest
 * side.
 */
const LEAD = 0.015;

export interface MaskOverTime {
  /**
   * @param seconds since the last mask
   * @returns a mask of the same size, overwritten by the next run
   */
  run(mask: PersonMask, seconds: number): PersonMask;
  /** The next mask is the first of another scene. */
  reset(): void;
}

export function createMaskOverTime(): MaskOverTime {
  let before: PersonMask | undefined;
  let steady: PersonMask | undefined;

  return {
    run(mask, seconds) {
      const { data, width, height } = mask;
      if (!steady || !before || steady.width !== width || steady.height !== height) {
        before = { ...mask, data: data.slice() };
        steady = { ...mask, data: data.slice() };
        return steady;
      }
      const kept = Math.exp(-seconds / FALL);
      const lead = Math.round(LEAD * Math.max(width, height));
      const result = steady.data;
      const risen: number[] = [];
      for (let pixel = 0; pixel < data.length; pixel++) {
        const value = data[pixel]!;
        const last = result[pixel]!;
        if (value - before.data[pixel]! > RISE) risen.push(pixel);
        const sure = last < FIRST_SURE && value < FIRST_SURE ? 0 : value;
        result[pixel] = Math.max(sure, last * kept);
      }
      for (const pixel of risen) stamp(steady, pixel, lead, data[pixel]!);
      before.data.set(data);
      return steady;
    },
    reset() {
      before = undefined;
      steady = undefined;
    },
  };
}

/** Raises the mask to `value` in a disc around a pixel. */
function stamp({ data, width, height }: PersonMask, pixel: number, radius: number, value: number) {
  const x = pixel % width;
  const y = (pixel - x) / width;
  for (let v = Math.max(0, y - radius); v <= Math.min(height - 1, y + radius); v++) {
    const reach = Math.floor(Math.sqrt(radius * radius - (v - y) ** 2));
    const end = v * width + Math.min(width - 1, x + reach);
    for (let at = v * width + Math.max(0, x - reach); at <= end; at++) {
      if (data[at]! < value) data[at] = value;
    }
  }
}
