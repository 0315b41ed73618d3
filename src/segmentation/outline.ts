// The outline of a person's cells, simple enough to be drawn over the picture and clicked on.

/** One row in this many gets corners. */
const ROWS = 3;
const DIGITS = 3;

/**
 * Runs down the left side and up the right one.
 * @param width cells of the grid
 * @param height cells of the grid
 * @returns corners in shares of its width and height, as x, y, x, y...
 */
export function outlineOf(cells: Int32Array, width: number, height: number): number[] {
  const left = new Uint16Array(height).fill(width);
  const right = new Uint16Array(height);
  for (let i = 0; i < cells.length; i++) {
    const x = cells[i]! % width;
    const y = (cells[i]! - x) / width;
    if (x < left[y]!) left[y] = x;
    if (x >= right[y]!) right[y] = x + 1;
  }
  const all = Array.from(left.keys()).filter((y) => right[y]! > 0);
  const rows = all.filter((_, i) => i % ROWS === 0 || i === all.length - 1);
  const share = (value: number, of: number) => Number((value / of).toFixed(DIGITS));
  const at = (x: number, y: number, i: number) => [
    share(x, width),
    share(i === rows.length - 1 ? y + 1 : y, height),
  ];
  const down = rows.flatMap((y, i) => at(left[y]!, y, i));
  const up = rows.map((y, i) => at(right[y]!, y, i)).reverse();
  return [...down, ...up.flat()];
}
