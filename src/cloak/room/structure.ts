// Whether a frame still shows the remembered room, whatever its light: compares the patterns of light and dark cell
// by cell.

/** A cell's side, px. */
const CELL = 8;
/** Grey levels: cells with a smaller standard deviation have no pattern to compare. */
const LEAST_DEVIATION = 5;
/** With fewer cells than this there is no result, */
const FEWEST_CELLS = 12;
/** nor with a smaller share of them: it would describe one thing, not the room. */
const LEAST_SHARE = 0.2;

/**
 * The mean correlation of the cells that have a pattern, -1..1; 1 = the same room. Undefined if there are too few.
 * @param plate luma `[height, width]`, 0..255
 * @param frame luma `[height, width]`, 0..255
 * @param weights `[height, width]`: above 0 where both show the room
 */
export function structureLikeness(
  plate: Float32Array,
  frame: Float32Array,
  weights: Float32Array,
  width: number,
  height: number,
): number | undefined {
  let sum = 0;
  let cells = 0;
  let visible = 0;
  for (let top = 0; top + CELL <= height; top += CELL) {
    for (let left = 0; left + CELL <= width; left += CELL) {
      let count = 0;
      let sumA = 0;
      let sumB = 0;
      let sumAA = 0;
      let sumBB = 0;
      let sumAB = 0;
      for (let y = top; y < top + CELL; y++) {
        for (let at = y * width + left; at < y * width + left + CELL; at++) {
          if (weights[at]! <= 0) continue;
          const a = plate[at]!;
          const b = frame[at]!;
          count++;
          sumA += a;
          sumB += b;
          sumAA += a * a;
          sumBB += b * b;
          sumAB += a * b;
        }
      }
      if (count < (CELL * CELL) / 2) continue;
      visible++;
      const varianceA = sumAA / count - (sumA / count) ** 2;
      const varianceB = sumBB / count - (sumB / count) ** 2;
      if (Math.max(varianceA, varianceB) < LEAST_DEVIATION ** 2) continue;
      const covariance = sumAB / count - (sumA / count) * (sumB / count);
      sum += covariance / Math.sqrt(Math.max(varianceA, 1) * Math.max(varianceB, 1));
      cells++;
    }
  }
  return cells < Math.max(FEWEST_CELLS, LEAST_SHARE * visible) ? undefined : sum / cells;
}
