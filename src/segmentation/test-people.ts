// Synthetic people for tests: dressed figures that walk through a patterned room, with exact truth and a mask that
// wavers like a segmenter's.
import { createRandom, ROOM, roomPicture } from '../frame/test-room.ts';
import type { SmallPicture } from '../frame/small-picture.ts';
import type { PersonMask } from '../frame/person-mask.ts';

type Colour = readonly [number, number, number];

export interface Figure {
  /** Its height, cells. */
  height: number;
  top: Colour;
  stripes: Colour;
  trousers: Colour;
  /** Centre of the feet, cells, at a time, s. */
  at: (time: number) => readonly [x: number, y: number];
}

export interface MadeFrame {
  seconds: number;
  picture: SmallPicture;
  mask: PersonMask;
  /** `[height, width]` cells: the number of the figure a pixel belongs to, from 1 on; 0 is the room. */
  truth: Uint8Array;
}

/** A segmenter's errors. */
export interface Wavering {
  /** How far the mask's edge may be off, cells. */
  edge: number;
  /** Share of the frames in which a person is missed entirely. */
  missed: number;
}

/** Px of the mask per cell. */
const FINER = 1.6;
const SKIN: Colour = [196, 150, 128];

/**
 * Which part of a figure is at a place, if any. @param u from the feet, in shares of its height @param v likewise,
 * upwards @param grown likewise, margin
 */
function partOf(
  u: number,
  v: number,
  step: number,
  grown: number,
): 'head' | 'top' | 'trousers' | undefined {
  if (Math.hypot(u, 1.1 * (v - 0.9)) < 0.085 + grown) return 'head';
  if (v > 0.42 && v < 0.83 + grown && Math.abs(u) < 0.17 - 0.1 * Math.max(0, v - 0.7) + grown)
    return 'top';
  const leg = Math.abs(Math.abs(u) - 0.075 - 0.05 * step * (0.45 - v));
  return v > -grown && v <= 0.45 && leg < 0.065 + grown ? 'trousers' : undefined;
}

const ROOM_ALONE = roomPicture({ noise: 0 });

/** A picture of the room with a little noise. */
function noisyRoom(random: () => number): SmallPicture {
  const data = ROOM_ALONE.data.slice();
  let state = Math.floor(2 ** 31 * random());
  for (let i = 0; i < data.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    data[i]! += (state >> 29) + (state & 1); // -4 to 4
  }
  return { ...ROOM_ALONE, data };
}

/** Calls `paint` for every px around a figure, with the px's centre in cells. */
function around(
  { height: tall }: Figure,
  [feetX, feetY]: readonly [number, number],
  finer: number,
  paint: (at: number, x: number, y: number) => void,
): void {
  const [width, height] = [Math.round(finer * ROOM.width), Math.round(finer * ROOM.height)];
  const within = (cells: number, end: number) =>
    Math.min(end, Math.max(0, Math.round(cells * finer)));
  const right = within(feetX + 0.3 * tall + 4, width);
  const bottom = within(feetY + 5, height);
  for (let v = within(feetY - 1.1 * tall, height); v < bottom; v++) {
    for (let u = within(feetX - 0.3 * tall - 4, width); u < right; u++) {
      paint(v * width + u, (u + 0.5) / finer, (v + 0.5) / finer);
    }
  }
}

/** @param figures the first one stands in front @param time s */
export function madeFrame(
  figures: readonly Figure[],
  time: number,
  seconds: number,
  random: () => number,
  { edge, missed }: Wavering,
): MadeFrame {
  const { width, height } = ROOM;
  const truth = new Uint8Array(width * height);
  const picture = noisyRoom(random);
  const size = { width: Math.round(FINER * width), height: Math.round(FINER * height) };
  const data = new Uint8Array(size.width * size.height);
  for (let i = figures.length - 1; i >= 0; i--) {
    const figure = figures[i]!;
    const { height: tall, top, stripes, trousers } = figure;
    const feet = figure.at(time);
    const step = Math.abs(Math.sin(0.25 * feet[0])); // legs move with the distance walked
    const look = (x: number, y: number, off: number) =>
      partOf((x - feet[0]) / tall, (feet[1] - y) / tall, step, off / tall);
    around(figure, feet, 1, (cell, x, y) => {
      const shown = look(x, y, 0);
      if (!shown) return;
      truth[cell] = i + 1;
      const isFold = Math.sin((40 * (feet[1] - y)) / tall) > 0.3;
      const worn =
        shown === 'head' ? SKIN : shown === 'trousers' ? trousers : isFold ? stripes : top;
      for (let c = 0; c < 3; c++) {
        picture.data[4 * cell + c] = worn[c]! + (picture.data[4 * cell + c]! & 7) - 4; // with noise
      }
    });
    const phase = 6.28 * random();
    if (random() < missed) continue;
    around(figure, feet, FINER, (px, x, y) => {
      const off = (edge * (Math.sin(0.35 * y + phase) + Math.sin(0.23 * x - 2 * phase))) / 2;
      if (look(x, y, off)) data[px] = 230;
      else if (data[px] === 0 && look(x, y, off + 1)) data[px] = 80;
    });
  }
  return { seconds, picture, mask: { data, ...size }, truth };
}

function colour(random: () => number): Colour {
  return [255 * random(), 255 * random(), 255 * random()];
}

/** Somebody with clothes derived from the seed. */
export function dressed(seed: number, height: number, at: Figure['at']): Figure {
  const random = createRandom(seed);
  for (let i = 0; i < 10; i++) random();
  return {
    height,
    at,
    top: colour(random),
    stripes: colour(random),
    trousers: colour(random),
  };
}

/**
 * Two people who meet in the middle, and pass each other or turn back; fully visible and apart at the beginning and
 * the end.
 */
export function* madeMeeting(seed: number): Generator<MadeFrame> {
  const random = createRandom(7919 * seed + 13);
  for (let i = 0; i < 10; i++) random();
  const between = (least: number, most: number) => least + (most - least) * random();
  const rate = between(8, 15);
  const turnsBack = random() < 0.3;
  const meetAt = between(75, 85);
  const pause = turnsBack ? between(0, 0.8) : 0;
  const meeting = between(2, 3.2); // s
  const walker = (from: number): Figure => {
    const height = between(38, 92);
    const feet = between(100, 116);
    const start = from < 80 ? between(20, 32) : between(128, 140);
    const speed = (meetAt - start) / meeting;
    const other = between(0.7, 1.5); // speed factor after that
    return {
      height,
      top: colour(random),
      stripes: colour(random),
      trousers: colour(random),
      at(time) {
        if (time < meeting) return [start + speed * time, feet];
        const after = Math.max(0, time - meeting - pause) * other * speed;
        const end = turnsBack ? meetAt - after : meetAt + after;
        return [Math.min(142, Math.max(18, end)), feet];
      },
    };
  };
  const figures = [walker(20), walker(140)];
  const wavering = { edge: between(0.5, 2), missed: between(0, 0.04) };
  const isLeftInFront = random() < 0.5;
  const inOrder = isLeftInFront ? figures : [...figures].reverse();
  const length = meeting + pause + 2.6;
  for (let i = 0; i <= length * rate; i++) {
    yield madeFrame(inOrder, i / rate, 1 / rate, random, wavering);
  }
}
