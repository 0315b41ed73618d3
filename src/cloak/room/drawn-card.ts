// Detects pictures that were drawn, not taken: a camera's test card, "camera off", a privacy slide. Without sensor
// noise, nearly all of their cells are perfectly flat.
import type { SmallPicture } from '../../frame/small-picture.ts';

/** A cell's side, px. */
const CELL = 8;
/** A cell with a smaller standard deviation is flat: any sensor's noise is larger. Grey levels */
const FLAT = 0.5;
/** At least this share of a card's cells is flat. */
const LEAST_SHARE = 0.6;

export function isTestCard({ data, width, height }: SmallPicture): boolean {
  let flat = 0;
  let all = 0;
  for (let top = 0; top + CELL <= height; top += CELL) {
    for (let left = 0; left + CELL <= width; left += CELL) {
      all++;
      if (isFlat(data, width, left, top)) flat++;
    }
  }
  return flat >= LEAST_SHARE * all;
}

function isFlat(data: Uint8ClampedArray, width: number, left: number, top: number): boolean {
  for (let c = 0; c < 3; c++) {
    let sum = 0;
    let squares = 0;
    for (let y = top; y < top + CELL; y++) {
      for (let x = left; x < left + CELL; x++) {
        const value = data[4 * (y * width + x) + c]!;
        sum += value;
        squares += value * value;
      }
    }
    const mean = sum / CELL ** 2;
    if (squares / CELL ** 2 - mean * mean > FLAT ** 2) return false;
  }
  return true;
}
