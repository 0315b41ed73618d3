// Pictures that are drawn and not taken: a camera's test card, its "camera off", a slide for privacy. No sensor
// has been at them, so that nearly all of their parts are perfectly flat.
import type { SmallPicture } from '../../frame/small-picture.ts';

/** px of a part's side */
const CELL = 8;
/** Parts with a smaller deviation are flat: any sensor's noise is more. Grey levels */
const FLAT = 0.5;
/** So large a share of a card's parts is flat. */
const LEAST_SHARE = 0.6;

export function isTestCard({ data, width, height }: SmallPicture): boolean {
  let [flat, all] = [0, 0];
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
    let [sum, squares] = [0, 0];
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
