// A thing's shape: which pixels of a small picture belong to it, and how to move it to where the thing is, on the
// grids that need it.
import type { PersonMask } from '../../frame/person-mask.ts';
import type { Place } from '../zones.ts';

export interface Size {
  width: number;
  height: number;
}

export interface Shape extends Size {
  /** `[height, width]`: 1 on the thing. */
  readonly data: Uint8Array;
  /** The box around it, px; right and bottom just outside. */
  readonly box: { left: number; top: number; right: number; bottom: number };
}

/** How far a thing has moved since its shape was made, cells of the small picture. */
export interface Offset {
  x: number;
  y: number;
}

/** A mask whose longer side is below this, px, is too coarse for things. */
const LEAST_SIDE = 64;

export function shapeOf(data: Uint8Array, width: number, height: number): Shape {
  const box = { left: width, top: height, right: 0, bottom: 0 };
  for (let pixel = 0; pixel < data.length; pixel++) {
    if (!data[pixel]) continue;
    const x = pixel % width;
    const y = (pixel - x) / width;
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x + 1);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y + 1);
  }
  return { data, width, height, box };
}

/**
 * Draws the shape where the thing is now.
 * @param cells the grid that `by` is measured in
 * @param into `[height, width]` of `grid`: is raised to at least `value` on the thing
 */
export function drawShape(
  shape: Shape,
  by: Readonly<Offset>,
  cells: Size,
  grid: Size,
  into: Uint8Array,
  value: number,
): void {
  const { data, box, width, height } = shape;
  const [dx, dy] = [by.x / cells.width, by.y / cells.height];
  const from = (at: number, of: number, moved: number, length: number) =>
    Math.max(0, Math.floor((at / of + moved) * length - 1));
  const to = (at: number, of: number, moved: number, length: number) =>
    Math.min(length, Math.ceil((at / of + moved) * length + 1));
  const [left, right] = [
    from(box.left, width, dx, grid.width),
    to(box.right, width, dx, grid.width),
  ];
  const bottom = to(box.bottom, height, dy, grid.height);
  for (let y = from(box.top, height, dy, grid.height); y < bottom; y++) {
    const v = Math.floor(((y + 0.5) / grid.height - dy) * height);
    if (v < box.top || v >= box.bottom) continue;
    for (let x = left; x < right; x++) {
      const u = Math.floor(((x + 0.5) / grid.width - dx) * width);
      if (u < box.left || u >= box.right || !data[v * width + u]) continue;
      const at = y * grid.width + x;
      if (into[at]! < value) into[at] = value;
    }
  }
}

/**
 * The shape moved to where the thing is now, on its own grid. @param cells the grid that `by` is measured in
 */
export function moveShape(shape: Shape, by: Readonly<Offset>, cells: Size): Shape {
  if (by.x === 0 && by.y === 0) return shape;
  const data = new Uint8Array(shape.data.length);
  drawShape(shape, by, cells, shape, data, 1);
  return shapeOf(data, shape.width, shape.height);
}

/** Whether the thing is at a place. @param cells the grid that `by` is measured in */
export function isAt(shape: Shape, by: Readonly<Offset>, cells: Size, [u, v]: Place): boolean {
  const x = Math.floor((u - by.x / cells.width) * shape.width);
  const y = Math.floor((v - by.y / cells.height) * shape.height);
  const isInside = x >= 0 && y >= 0 && x < shape.width && y < shape.height;
  return isInside && shape.data[y * shape.width + x] === 1;
}

/** Resamples a map to another grid of the same picture, nearest neighbour. */
export function resized(
  { data, width, height }: Size & { data: Uint8Array },
  grid: Size,
): Uint8Array {
  const into = new Uint8Array(grid.width * grid.height);
  for (let y = 0; y < grid.height; y++) {
    const row = Math.floor(((y + 0.5) * height) / grid.height) * width;
    for (let x = 0; x < grid.width; x++) {
      into[y * grid.width + x] = data[row + Math.floor(((x + 0.5) * width) / grid.width)]!;
    }
  }
  return into;
}

/**
 * A copy of the person mask in which things can be drawn, resampled if it is too coarse. @param shape of any thing
 */
export function maskFor(people: PersonMask, shape: Shape): PersonMask {
  if (Math.max(people.width, people.height) >= LEAST_SIDE) {
    return { ...people, data: people.data.slice() };
  }
  const { width, height } = shape;
  return { data: resized(people, shape), width, height };
}

/** The share of a shape that is covered. @param covered on the shape's grid, not 0 where covered */
export function coveredShare({ data }: Shape, covered: Uint8Array): number {
  let all = 0;
  let both = 0;
  for (let pixel = 0; pixel < data.length; pixel++) {
    if (!data[pixel]) continue;
    all++;
    if (covered[pixel]) both++;
  }
  return both / Math.max(1, all);
}

/** Intersection over union of two shapes on one grid. */
export function alikeness(a: Shape, b: Shape): number {
  let all = 0;
  let both = 0;
  for (let pixel = 0; pixel < a.data.length; pixel++) {
    all += a.data[pixel]! | b.data[pixel]!;
    both += a.data[pixel]! & b.data[pixel]!;
  }
  return both / Math.max(1, all);
}
