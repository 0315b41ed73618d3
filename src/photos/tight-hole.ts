// A photo's hole at full size. The hole that the pipeline makes is 320 px wide, and reaches well past people: in a large
// photo by tens of pixels, all of which would be invented. So its outer part is looked at closer: what looks like the room
// right outside, and unlike the person, stays as it is. People's likeness is a local linear function of the colours
// (guided filter, He et al. 2010), found in the working size and applied at full size (He and Sun 2015). Where room and
// person look alike nothing is given back: rather too wide a hole than a rim of hair.
import { between } from '../between.ts';
import { sampled } from '../segmentation/joint-mask.ts';
import type { PersonMask } from '../segmentation/person-mask.ts';
import { spread } from '../segmentation/spread.ts';
import { halve, SHOWN, UNKNOWN, type Picture } from '../texture/pictures.ts';
import { createSmoother } from '../texture/tone.ts';
import type { Photo } from './borrow.ts';
import { soften } from './soft-edge.ts';

/** Reaches are shares of the longer side. Over so much colours and likeness are compared: both sides of the edge. */
const NEAR = 0.014;
/** Less of either nearby than this share tells nothing. */
const LEAST_NEAR = 0.02;
/** Calms the linear function, grey levels. */
const LEAST_CONTRAST = 4;
/** Mask values from here on are a person surely enough to learn their colours from, 0..255. */
const PERSON = 200;
/** The person's likeness must explain so much of who is where; else both look alike. */
const LEAST_TOLD = 0.3;
/** What is less like the person than this may be the room, 0..1; */
const MOST_LIKE = 0.2;
/** ... if it is no further from the room's colours there than so many times their spread, in grey levels at least */
const MOST_APART = 2.5;
const LEAST_SPREAD = 5;
/** The hole reaches so far past the last pixel that is not given back: a share, and px of the photo. */
const GROWTH = 0.001;
const LEAST_GROWTH = 3;
/** ... and ends softly over so much more. */
const SOFT = 0.001;

/** Of a symmetric 3x3 matrix, its upper half row by row. */
const PAIRS = [
  [0, 0],
  [0, 1],
  [0, 2],
  [1, 1],
  [1, 2],
  [2, 2],
] as const;

/** The size in which the edge is judged, px at most of the longer side: what is judged changes slowly. */
const JUDGED_SIDE = 512;

/** How the hole's outer part is judged; [height, width] each. */
export interface Edge {
  width: number;
  height: number;
  /** Likeness = bias + gains · colour. */
  bias: Float32Array;
  gains: Float32Array[];
  /** The room's colours nearby, and by how much a colour may differ from them. */
  room: Float32Array[];
  apart: Float32Array[];
  /** One of the judgements below. */
  judged: Uint8Array;
}

const HOLE = 0;
/** By its colours. */
const OPEN = 1;
/** Was never hole. */
const OUTSIDE = 2;

/**
 * @param view the photo in the working size, people and all; A is UNKNOWN in the hole
 * @param mask the people, in any size
 */
export function findEdge(view: Picture, mask: PersonMask): Edge {
  while (Math.max(view.width, view.height) > JUDGED_SIDE) view = halve(view);
  const { width, height, data } = view;
  const pixels = width * height;
  const smooth = createSmoother(width, height, Math.max(1, NEAR * Math.max(width, height)));
  const people = sampled(mask, width, height);
  const isRoom = (i: number) => (data[4 * i + 3] === UNKNOWN ? 0 : 1);
  const isPerson = (i: number) => (!isRoom(i) && people[i]! >= PERSON ? 1 : 0);
  const mean = (of: (i: number) => number) =>
    smooth(Float32Array.from({ length: pixels }, (_, i) => of(i)));
  const colour = (i: number, c: number) => data[4 * i + c]!;
  const room = mean(isRoom);
  const person = mean(isPerson);
  const roomColours = [0, 1, 2].map((c) => mean((i) => isRoom(i) * colour(i, c)));
  const personColours = [0, 1, 2].map((c) => mean((i) => isPerson(i) * colour(i, c)));
  const roomSquares = [0, 1, 2].map((c) => mean((i) => isRoom(i) * colour(i, c) ** 2));
  const products = PAIRS.map(([a, b]) =>
    mean((i) => (isRoom(i) + isPerson(i)) * colour(i, a) * colour(i, b)),
  );
  const edge: Edge = {
    ...{ width, height, bias: new Float32Array(pixels) },
    judged: Uint8Array.from({ length: pixels }, (_, i) => (isRoom(i) ? OUTSIDE : HOLE)),
    gains: [0, 1, 2].map(() => new Float32Array(pixels)),
    room: [0, 1, 2].map(() => new Float32Array(pixels)),
    apart: [0, 1, 2].map(() => new Float32Array(pixels)),
  };
  const covariance = new Float64Array(6);
  const means = new Float64Array(3);
  const towards = new Float64Array(3);
  for (let i = 0; i < pixels; i++) {
    const all = room[i]! + person[i]!;
    if (isRoom(i) || isPerson(i) || room[i]! < LEAST_NEAR) continue;
    const share = person[i]! / all;
    for (let c = 0; c < 3; c++) {
      means[c] = (roomColours[c]![i]! + personColours[c]![i]!) / all;
      towards[c] = personColours[c]![i]! / all - share * means[c]!;
      const own = roomColours[c]![i]! / room[i]!;
      const spread = Math.sqrt(Math.max(0, roomSquares[c]![i]! / room[i]! - own ** 2));
      edge.room[c]![i] = own;
      edge.apart[c]![i] = MOST_APART * Math.max(LEAST_SPREAD, spread);
    }
    if (person[i]! < LEAST_NEAR) continue; // nobody's colours are known there
    PAIRS.forEach(([a, b], k) => {
      covariance[k] = products[k]![i]! / all - means[a]! * means[b]!;
      if (a === b) covariance[k]! += LEAST_CONTRAST ** 2;
    });
    const gains = solve(covariance, towards);
    const told = gains[0]! * towards[0]! + gains[1]! * towards[1]! + gains[2]! * towards[2]!;
    if (told < LEAST_TOLD * share * (1 - share)) continue;
    edge.judged[i] = OPEN;
    gains.forEach((gain, c) => (edge.gains[c]![i] = gain));
    edge.bias[i] = share - gains.reduce((sum, gain, c) => sum + gain * means[c]!, 0);
  }
  return edge;
}

/** @param m as PAIRS */
function solve(m: Float64Array, v: Float64Array): [number, number, number] {
  const [a, b, c, d, e, f] = m as unknown as [number, number, number, number, number, number];
  const [A, B, C] = [d * f - e * e, c * e - b * f, b * e - c * d];
  const [D, E, F] = [a * f - c * c, b * c - a * e, a * d - b * b];
  const scale = 1 / (a * A + b * B + c * C);
  const [x, y, z] = v as unknown as [number, number, number];
  return [
    scale * (A * x + B * y + C * z),
    scale * (B * x + D * y + E * z),
    scale * (C * x + E * y + F * z),
  ];
}

/**
 * The hole at the photo's size, without what is given back, with a soft edge: [height, width], 0..255.
 * @param view as `findEdge` got it
 * @param pause awaited now and then
 */
export async function tightHole(
  photo: Photo,
  view: Picture,
  edge: Edge,
  pause: () => Promise<void> = async () => {},
): Promise<Uint8Array> {
  const { width, height, data } = photo;
  const isUnknown = Uint8Array.from({ length: view.width * view.height }, (_, i) =>
    view.data[4 * i + 3] === UNKNOWN ? 255 : 0,
  );
  const wide = sampled({ ...view, data: isUnknown }, width, height);
  const isHole = new Uint8Array(width * height);
  const columns = between(edge.width, width);
  const rows = between(edge.height, height);
  for (let y = 0; y < height; y++) {
    if (y % 64 === 0) await pause();
    const row = (rows.share[y]! < 0.5 ? rows.at[y]! : rows.next[y]!) * edge.width;
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      if (wide[pixel] === 0) continue;
      const at = row + (columns.share[x]! < 0.5 ? columns.at[x]! : columns.next[x]!);
      isHole[pixel] = isRoomLike(edge, at, data, 4 * pixel) ? 0 : 1;
    }
  }
  keepOutside(isHole, wide, width);
  const side = Math.max(width, height);
  spread(isHole, width, height, Math.max(LEAST_GROWTH, Math.round(GROWTH * side)));
  const alpha = soften(isHole, width, height, Math.ceil(SOFT * side));
  return alpha.map((value, pixel) => Math.min(value, wide[pixel]!));
}

function isRoomLike(edge: Edge, at: number, data: Uint8ClampedArray, pixel: number): boolean {
  if (edge.judged[at] !== OPEN) return edge.judged[at] === OUTSIDE;
  let like = edge.bias[at]!;
  for (let c = 0; c < 3; c++) {
    const value = data[pixel + c]!;
    if (Math.abs(value - edge.room[c]![at]!) > edge.apart[c]![at]!) return false;
    like += edge.gains[c]![at]! * value;
  }
  return like < MOST_LIKE;
}

/** What is not joined to what lies outside the hole is hole: a light shirt is no room. In place. */
function keepOutside(isHole: Uint8Array, wide: Uint8Array, width: number): void {
  const GIVEN = 2;
  const queue: number[] = [];
  const visit = (pixel: number) => {
    if (isHole[pixel] !== 0 || wide[pixel] === 0) return;
    isHole[pixel] = GIVEN;
    queue.push(pixel);
  };
  const visitAround = (pixel: number) => {
    const x = pixel % width;
    if (x > 0) visit(pixel - 1);
    if (x < width - 1) visit(pixel + 1);
    if (pixel >= width) visit(pixel - width);
    if (pixel + width < wide.length) visit(pixel + width);
  };
  for (let pixel = 0; pixel < wide.length; pixel++) if (wide[pixel] === 0) visitAround(pixel);
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) visitAround(next);
  for (let pixel = 0; pixel < wide.length; pixel++) {
    isHole[pixel] = wide[pixel] !== 0 && isHole[pixel] !== GIVEN ? 1 : 0;
  }
}

/** px of the working size around what stays hole, in which nothing is given back there: full-size pixels lean on it. */
const LEANS = 2;

/** In the room, what is given back as a whole is shown, and no more unknown. In place. @param hole as of `tightHole` */
export function giveBack(room: Picture, view: Picture, hole: Uint8Array, photo: Photo): void {
  const { width, height } = room;
  const stays = new Uint8Array(width * height);
  for (let y = 0; y < photo.height; y++) {
    const row = Math.floor(((y + 0.5) * height) / photo.height) * width;
    for (let x = 0; x < photo.width; x++) {
      if (hole[y * photo.width + x] === 0) continue;
      stays[row + Math.floor(((x + 0.5) * width) / photo.width)] = 1;
    }
  }
  spread(stays, width, height, LEANS);
  for (let i = 0; i < stays.length; i++) {
    if (stays[i] || room.data[4 * i + 3] !== UNKNOWN) continue;
    room.data.set(view.data.subarray(4 * i, 4 * i + 3), 4 * i);
    room.data[4 * i + 3] = SHOWN;
  }
}
