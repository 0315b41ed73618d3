// Separates a thing from its surroundings by colour. Two colour models are rebuilt from the last separation each
// round (GrabCut, Rother et al. 2004, with histograms, and means in place of its graph cut).
import { FAR, spreadDistance } from '../room/distance.ts';
import type { SmallPicture } from '../../frame/small-picture.ts';

/** Histogram bins per colour channel. */
const STEPS = 12;
/** A colour with a smaller share than this in both models tells little. */
const SELDOM = 0.004;
/** For a colour that neither model knows: the probability that it is the thing's. */
const NOVEL = 0.6;
/** px beside the shape that count for neither model. */
const APART = 2;

export interface Question {
  /** `[height, width]`: 1 where the thing surely is, or was found so far. */
  shape: Uint8Array;
  /** 1 where it may be. */
  may: Uint8Array;
  /** 1 on the surroundings. */
  around: Uint8Array;
  rounds: number;
}

/** @returns 1 on the thing: the connected part that holds most of the previous shape, with holes filled */
export function separate(picture: SmallPicture, question: Question): Uint8Array {
  const { width, height } = picture;
  const { may, around, rounds } = question;
  let { shape } = question;
  for (let round = 0; round < rounds; round++) {
    const likely = likeness(picture, shape, may, around, round > 0);
    const next = new Uint8Array(shape.length);
    for (let pixel = 0; pixel < next.length; pixel++) {
      // What belonged to it before is more likely to belong again.
      if (may[pixel]) next[pixel] = likely[pixel]! > (shape[pixel] ? 0.42 : 0.54) ? 1 : 0;
    }
    shape = filled(mainPart(opened(next, width, height), shape, width, height), width, height);
  }
  return shape;
}

export function countOf(data: Uint8Array): number {
  let count = 0;
  for (let pixel = 0; pixel < data.length; pixel++) count += data[pixel]!;
  return count;
}

/** px from each pixel to the shape, `[height, width]`. */
export function distanceTo(shape: Uint8Array, width: number, height: number): Float32Array {
  return spreadDistance(
    Float32Array.from(shape, (is) => (is ? 0 : FAR)),
    width,
    height,
  );
}

/**
 * How likely the colours at and around each pixel are the thing's, 0..1. @param isSecond whether the shape comes from
 * a previous round, not only from the starting place
 */
function likeness(
  { data, width, height }: SmallPicture,
  shape: Uint8Array,
  may: Uint8Array,
  around: Uint8Array,
  isSecond: boolean,
): Float32Array {
  const own = new Float32Array(STEPS ** 3);
  const other = new Float32Array(STEPS ** 3);
  const far = isSecond ? distanceTo(shape, width, height) : undefined;
  const bins = new Uint16Array(shape.length);
  let owns = 0;
  let others = 0;
  for (let pixel = 0; pixel < shape.length; pixel++) {
    if (!may[pixel] && !around[pixel]) continue;
    const step = (c: number) => (data[4 * pixel + c]! * STEPS) >> 8;
    const bin = (bins[pixel] = (step(0) * STEPS + step(1)) * STEPS + step(2));
    if (shape[pixel]) {
      own[bin]!++;
      owns++;
    } else if (around[pixel] || (far && far[pixel]! > APART)) {
      other[bin]!++;
      others++;
    }
  }
  const result = new Float32Array(shape.length);
  for (let pixel = 0; pixel < shape.length; pixel++) {
    if (!may[pixel]) continue;
    const a = own[bins[pixel]!]! / Math.max(1, owns);
    const b = other[bins[pixel]!]! / Math.max(1, others);
    result[pixel] = (a + NOVEL * SELDOM) / (a + b + SELDOM);
  }
  return boxed(result, width, height);
}

/** The mean over 3x3 px, applied twice. */
function boxed(map: Float32Array, width: number, height: number): Float32Array {
  let from = map;
  for (let round = 0; round < 2; round++) {
    const into = new Float32Array(map.length);
    for (let y = 1; y < height - 1; y++) {
      for (let at = y * width + 1; at < (y + 1) * width - 1; at++) {
        const upper = from[at - width - 1]! + from[at - width]! + from[at - width + 1]!;
        const lower = from[at + width - 1]! + from[at + width]! + from[at + width + 1]!;
        into[at] = (upper + from[at - 1]! + from[at]! + from[at + 1]! + lower) / 9;
      }
    }
    for (let x = 0; x < width; x++) {
      into[x] = into[x + width] ?? 0;
      into[x + width * (height - 1)] = into[x + width * (height - 2)] ?? 0;
    }
    for (let y = 0; y < height; y++) {
      into[y * width] = into[y * width + 1]!;
      into[(y + 1) * width - 1] = into[(y + 1) * width - 2]!;
    }
    from = into;
  }
  return from;
}

/** Removes what is thinner than 3 px. */
function opened(data: Uint8Array, width: number, height: number): Uint8Array {
  return spread(spread(data, width, height, 0), width, height, 1);
}

/** Sets `value` wherever a pixel or one of its neighbours has it. */
function spread(data: Uint8Array, width: number, height: number, value: 0 | 1): Uint8Array {
  return data.map((own, pixel) => {
    const x = pixel % width;
    const has =
      own === value ||
      (x > 0 && data[pixel - 1] === value) ||
      (x < width - 1 && data[pixel + 1] === value) ||
      (pixel >= width && data[pixel - width] === value) ||
      (pixel < width * (height - 1) && data[pixel + width] === value);
    return has ? value : 1 - value;
  });
}

/** The connected part that overlaps most with the previous shape. */
function mainPart(data: Uint8Array, was: Uint8Array, width: number, height: number): Uint8Array {
  const done = new Uint8Array(data.length);
  let most = 0;
  let main: readonly number[] = [];
  for (let start = 0; start < data.length; start++) {
    if (!data[start] || done[start]) continue;
    const part = flood(start, width, height, done, (pixel) => data[pixel] === 1);
    const shared = part.reduce((sum, pixel) => sum + was[pixel]!, 0);
    if (shared > most) [most, main] = [shared, part];
  }
  const result = new Uint8Array(data.length);
  for (const pixel of main) result[pixel] = 1;
  return result;
}

/** Fills holes: whatever cannot be reached from the picture's edge. */
function filled(data: Uint8Array, width: number, height: number): Uint8Array {
  const outside = new Uint8Array(data.length);
  for (let pixel = 0; pixel < data.length; pixel++) {
    const x = pixel % width;
    const isEdge = x === 0 || x === width - 1 || pixel < width || pixel >= width * (height - 1);
    if (isEdge && !data[pixel] && !outside[pixel])
      flood(pixel, width, height, outside, (near) => data[near] === 0);
  }
  return outside.map((is) => 1 - is);
}

/** The connected region around a pixel. @param done is set to 1 there */
function flood(
  start: number,
  width: number,
  height: number,
  done: Uint8Array,
  isOpen: (pixel: number) => boolean,
): readonly number[] {
  const found = [start];
  done[start] = 1;
  for (const pixel of found) {
    const x = pixel % width;
    const add = (near: number) => {
      if (done[near] || !isOpen(near)) return;
      done[near] = 1;
      found.push(near);
    };
    if (x > 0) add(pixel - 1);
    if (x < width - 1) add(pixel + 1);
    if (pixel >= width) add(pixel - width);
    if (pixel < width * (height - 1)) add(pixel + width);
  }
  return found;
}
