// What a thing looks like on the small picture: the cells that identify it, and its contrast with its surroundings.
import type { SmallPicture } from '../../frame/small-picture.ts';
import type { Shape, Size } from './shape.ts';

/** At most this many cells of the thing are compared. */
const MOST_CELLS = 220;
/** A cell of the small picture belongs to the thing when at least this share of it does. */
const MOSTLY = 0.75;

export interface Cell {
  x: number;
  y: number;
}

/** The cells of the small picture that belong to the thing, evenly subsampled where there are many. */
export function cellsOf(
  { data, width: w, height: h }: Shape,
  width: number,
  height: number,
): Cell[] {
  const share = new Float32Array(width * height);
  for (let pixel = 0; pixel < data.length; pixel++) {
    if (!data[pixel]) continue;
    const x = Math.floor((((pixel % w) + 0.5) * width) / w);
    const y = Math.floor(((Math.floor(pixel / w) + 0.5) * height) / h);
    share[y * width + x]! += (width * height) / (w * h);
  }
  const all: Cell[] = [];
  for (const least of [MOSTLY, 0.3, 0]) {
    share.forEach((value, pixel) => {
      if (value > least) all.push({ x: pixel % width, y: Math.floor(pixel / width) });
    });
    if (all.length > 0) break; // thin things cover no whole cell
  }
  const step = Math.max(1, all.length / MOST_CELLS);
  return Array.from(
    { length: Math.floor(all.length / step) },
    (_, i) => all[Math.floor(i * step)]!,
  );
}

/** Size of the box around the cells. */
export function sizeOf(cells: readonly Cell[]): Size {
  const [xs, ys] = [cells.map(({ x }) => x), cells.map(({ y }) => y)];
  return {
    width: Math.max(...xs) - Math.min(...xs) + 1,
    height: Math.max(...ys) - Math.min(...ys) + 1,
  };
}

/** Mean difference between the thing and what is beside it, grey levels. */
export function contrastOf({ data, width: w, height: h }: Shape, picture: SmallPicture): number {
  const { width, height, data: colours } = picture;
  const is = (x: number, y: number) => {
    const u = Math.floor(((x + 0.5) * w) / width);
    const v = Math.floor(((y + 0.5) * h) / height);
    return data[v * w + u] === 1;
  };
  let sum = 0;
  let count = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!is(x, y)) continue;
      for (const [dx, dy] of [
        [2, 0],
        [-2, 0],
        [0, 2],
        [0, -2],
      ] as const) {
        const [u, v] = [x + dx, y + dy];
        if (u < 0 || v < 0 || u >= width || v >= height || is(u, v)) continue;
        const [a, b] = [4 * (y * width + x), 4 * (v * width + u)];
        sum += Math.max(...[0, 1, 2].map((c) => Math.abs(colours[a + c]! - colours[b + c]!)));
        count++;
      }
    }
  }
  return count > 0 ? sum / count : 0;
}
