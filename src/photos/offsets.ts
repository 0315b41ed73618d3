// Turns the texture's nearest-neighbour field into one offset per pixel of the hole: where the pixel is copied from.
// The field has up to 49 opinions about a pixel, and their mean is soft. At full size, a pixel must come from a single
// place, and the pieces should be as large as possible. The method is that of shift-maps (Pritch, Kav-Venaki and Peleg
// 2009) with the field's opinions as labels; iterated conditional modes (Besag 1986) make the seams few and quiet.
import { NOWHERE, SIDE } from '../texture/kernels.ts';
import { KNOWN, UNKNOWN, type Picture } from '../texture/pictures.ts';

export interface Offsets {
  /** px of the working size */
  width: number;
  height: number;
  /** Per pixel: how far to the right and below its source is. Only where `isCopied`. */
  right: Int16Array;
  down: Int16Array;
  /** 1: copied from a known pixel. 0: the pixel is known, or no source was found. */
  isCopied: Uint8Array;
}

/** Passes over the hole that look for quieter seams. */
const PASSES = 6;
/** The fixed cost of a seam, on top of the squared differences in grey levels across it. */
const SEAM = 60;
/** The weight of similarity to the voted fill, relative to the seams. */
const LIKENESS = 0.5;

/**
 * @param room as the texture stage takes it (texture/pictures.ts): A says what may be copied
 * @param made the same with the hole filled
 * @param field by the position of a patch's first pixel, like Synthesiser.field
 */
export function offsetsOf(room: Picture, made: Picture, field: Int32Array): Offsets {
  const { width, height } = room;
  const pixels = width * height;
  const offsets: Offsets = {
    width,
    height,
    right: new Int16Array(pixels),
    down: new Int16Array(pixels),
    isCopied: new Uint8Array(pixels),
  };
  const hole: number[] = [];
  for (let pixel = 0; pixel < pixels; pixel++) {
    if (room.data[4 * pixel + 3] !== UNKNOWN) continue;
    hole.push(pixel);
    choose(room, field, pixel, offsets);
  }
  for (let pass = 0; pass < PASSES; pass++) {
    for (let i = 0; i < hole.length; i++) {
      quiet(room, made, hole[pass % 2 === 0 ? i : hole.length - 1 - i]!, offsets);
    }
  }
  return offsets;
}

/**
 * The centres of patches predict a pixel better than their corners: weights by the distance from the centre, along one
 * axis.
 */
const WEIGHTS = [1, 2, 3, 4, 3, 2, 1];
const votes = { from: new Int32Array(SIDE * SIDE), weight: new Float32Array(SIDE * SIDE) };

/** Chooses the source that most of the patches over the pixel propose. */
function choose({ data, width }: Picture, field: Int32Array, pixel: number, to: Offsets): void {
  const [x, y] = [pixel % width, Math.floor(pixel / width)];
  let count = 0;
  let best = -1;
  for (let v = 0; v < SIDE && v <= y; v++) {
    for (let u = 0; u < SIDE && u <= x; u++) {
      const place = pixel - v * width - u;
      const patch = field[place]!;
      if (patch === NOWHERE) continue;
      const from = patch + v * width + u;
      if (data[4 * from + 3] !== KNOWN) continue;
      let at = 0;
      while (at < count && votes.from[at] !== from) at++;
      if (at === count) {
        votes.from[count] = from;
        votes.weight[count++] = 0;
      }
      votes.weight[at]! += WEIGHTS[u]! * WEIGHTS[v]!;
      if (best < 0 || votes.weight[at]! > votes.weight[best]!) best = at;
    }
  }
  if (best < 0) return;
  const from = votes.from[best]!;
  to.isCopied[pixel] = 1;
  to.right[pixel] = (from % width) - x;
  to.down[pixel] = Math.floor(from / width) - y;
}

/** Right and down, of the four neighbours. */
const BESIDE = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
] as const;

/** Takes a neighbour's offset if that lowers the cost. */
function quiet(room: Picture, made: Picture, pixel: number, offsets: Offsets): void {
  const { width, height, right, down, isCopied } = offsets;
  const [x, y] = [pixel % width, Math.floor(pixel / width)];
  let isEven = isCopied[pixel] === 1;
  for (const [u, v] of BESIDE) {
    if (!isEven) break;
    if (x + u < 0 || x + u >= width || y + v < 0 || y + v >= height) continue;
    const beside = pixel + v * width + u;
    isEven =
      isCopied[beside] === 1 && right[beside] === right[pixel] && down[beside] === down[pixel];
  }
  if (isEven) return;
  let least = isCopied[pixel]
    ? cost(room, made, x, y, right[pixel]!, down[pixel]!, offsets)
    : Infinity;
  let bestRight = right[pixel]!;
  let bestDown = down[pixel]!;
  for (const [u, v] of BESIDE) {
    if (x + u < 0 || x + u >= width || y + v < 0 || y + v >= height) continue;
    const beside = pixel + v * width + u;
    if (!isCopied[beside]) continue;
    const [r, d] = [right[beside]!, down[beside]!];
    if (r === bestRight && d === bestDown && least < Infinity) continue;
    const other = cost(room, made, x, y, r, d, offsets);
    if (other >= least) continue;
    least = other;
    bestRight = r;
    bestDown = d;
  }
  if (least === Infinity) return;
  isCopied[pixel] = 1;
  right[pixel] = bestRight;
  down[pixel] = bestDown;
}

/** For a pixel with an offset. Infinite if that points to nothing known. */
function cost(
  room: Picture,
  made: Picture,
  x: number,
  y: number,
  r: number,
  d: number,
  { width, height, right, down, isCopied }: Offsets,
): number {
  if (!isKnown(room, x + r, y + d)) return Infinity;
  const pixel = y * width + x;
  const from = pixel + d * width + r;
  let sum = LIKENESS * apart(room.data, from, made.data, pixel);
  for (const [u, v] of BESIDE) {
    if (x + u < 0 || x + u >= width || y + v < 0 || y + v >= height) continue;
    const beside = pixel + v * width + u;
    // What this offset would bring to the neighbouring pixel, compared with what is there.
    const goesOn = isKnown(room, x + r + u, y + d + v) ? from + v * width + u : -1;
    if (isCopied[beside]) {
      if (right[beside] === r && down[beside] === d) continue;
      const theirs = beside + down[beside]! * width + right[beside]!;
      sum += SEAM;
      if (goesOn >= 0) sum += apart(room.data, goesOn, room.data, theirs);
      const back = [x + right[beside]!, y + down[beside]!] as const;
      if (isKnown(room, ...back))
        sum += apart(room.data, from, room.data, back[1] * width + back[0]);
    } else if (room.data[4 * beside + 3] !== UNKNOWN && goesOn >= 0) {
      sum += apart(room.data, goesOn, room.data, beside);
    }
  }
  return sum;
}

function isKnown({ data, width, height }: Picture, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= width || y >= height) return false;
  return data[4 * (y * width + x) + 3] === KNOWN;
}

/** Squared differences in grey levels, over the three colours. */
function apart(a: Uint8Array, i: number, b: Uint8Array, j: number): number {
  const red = a[4 * i]! - b[4 * j]!;
  const green = a[4 * i + 1]! - b[4 * j + 1]!;
  const blue = a[4 * i + 2]! - b[4 * j + 2]!;
  return red * red + green * green + blue * blue;
}
