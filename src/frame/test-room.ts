// A synthetic room for tests: patterned enough to be tracked, the same in every run.
import type { PersonMask } from './person-mask.ts';
import { inverseTurn, STILL, type Motion } from './motion.ts';
import type { SmallPicture } from './small-picture.ts';

export const ROOM = { width: 160, height: 120 } as const;

/** Pseudo-random numbers, 0..1, the same for the same seed. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The room's luma at a place, in fractional px, 0..255: soft shapes and a few edges. */
function wall(x: number, y: number): number {
  const soft =
    20 * Math.sin(0.13 * x + 1.3 * Math.sin(0.05 * y)) + 15 * Math.cos(0.17 * y + 0.03 * x);
  const edge = (at: number) => 1 / (1 + Math.exp(-2 * at)); // about 2 px wide
  const board = 40 * edge(y - 85) - 30 * edge(x - 120) + 35 * edge(x - 30) * edge(60 - y);
  return 120 + soft + board;
}

export interface RoomOptions {
  motion?: Motion;
  /** What the light does to a value (0..255) at a place. */
  light?: (value: number, channel: number, x: number, y: number) => number;
  /** Standard deviation of the sensor's noise, grey levels. */
  noise?: number;
  seed?: number;
  /** Paints over the room: RGB at a pixel, or undefined to leave it. */
  paint?: (x: number, y: number) => readonly [number, number, number] | undefined;
}

/** A picture of the room; its three channels differ a little. */
export function roomPicture(options: RoomOptions = {}): SmallPicture {
  const { width, height } = ROOM;
  const { motion = STILL, light, noise = 1.5, seed = 1, paint } = options;
  const random = createRandom(seed);
  const gauss = () => Math.sqrt(-2 * Math.log(random() + 1e-9)) * Math.cos(2 * Math.PI * random());
  const data = new Uint8ClampedArray(4 * width * height);
  const [cos, sin] = inverseTurn(motion);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const dx = x - (width / 2 - 0.5) - motion.x;
      const dy = y - (height / 2 - 0.5) - motion.y;
      const value = wall(
        cos * dx + sin * dy + width / 2 - 0.5,
        cos * dy - sin * dx + height / 2 - 0.5,
      );
      const painted = paint?.(x, y);
      for (let c = 0; c < 3; c++) {
        const own = painted?.[c] ?? value * (1 - 0.12 * c);
        data[4 * (y * width + x) + c] = (light?.(own, c, x, y) ?? own) + noise * gauss();
      }
      data[4 * (y * width + x) + 3] = 255;
    }
  }
  return { data, width, height };
}

/** The luma of a picture, `[height, width]`. */
export function lumaOf({ data }: SmallPicture): Float32Array {
  return Float32Array.from(
    { length: data.length / 4 },
    (_, i) => 0.299 * data[4 * i]! + 0.587 * data[4 * i + 1]! + 0.114 * data[4 * i + 2]!,
  );
}

/** The colours of a picture without alpha, `[height, width, 3]`. */
export function coloursOf({ data }: SmallPicture): Float32Array {
  return Float32Array.from(
    { length: (data.length / 4) * 3 },
    (_, i) => data[4 * Math.floor(i / 3) + (i % 3)]!,
  );
}

/** A box-shaped person, or an empty mask. */
export function personMask(box?: {
  x: number;
  y: number;
  width: number;
  height: number;
}): PersonMask {
  const { width, height } = ROOM;
  const data = new Uint8Array(width * height);
  if (box) {
    for (let y = box.y; y < box.y + box.height; y++) {
      data.fill(255, y * width + box.x, y * width + box.x + box.width);
    }
  }
  return { data, width, height };
}
