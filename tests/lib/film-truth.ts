// Compares a cloaked film with the original and with the empty room, picture by picture, in grey.
import { decodeGrey, readVideoFile } from './video-file.ts';

/** Grey levels from the room: certainly a person. */
const SOMEBODY = 40;
/** Grey levels from the room: maybe a person, or their shadow; also the effect of encoding twice. */
const MAYBE = 15;
/** Grey levels from the original film: more than encoding twice does. */
const TORN = 30;
/** Around every pixel that may be a person's, as a share of the longer side. */
const NEAR = 0.075;

export interface FilmTruth {
  frames: number;
  /** The share of certain person pixels that are as in the film, and closer to it than to the room, 0..1. */
  left: number;
  /** The same in the worst picture. */
  mostLeft: number;
  /** The share of all pixels that are a person's. */
  people: number;
  /** The share of pixels far from anybody that differ from the film, 0..1. */
  torn: number;
  /** The same in the worst picture. */
  mostTorn: number;
}

/** @param cloaked, film, room paths of files of the same size; surplus pictures are ignored */
export function compareFilms(cloaked: string, film: string, room: string): FilmTruth {
  const { width, height } = readVideoFile(film);
  const shape = `scale=${width}:${height}`;
  const [after, before, empty] = [cloaked, film, room].map((path) =>
    decodeGrey(path, shape, width * height),
  ) as [Uint8Array[], Uint8Array[], Uint8Array[]];
  const frames = Math.min(after.length, before.length, empty.length);
  const reach = Math.round(NEAR * Math.max(width, height));
  const [left, people, torn, far]: number[][] = [[], [], [], []];
  before.slice(0, frames).forEach((seen, number) => {
    const [shown, truth] = [after[number]!, empty[number]!];
    const off = Uint8Array.from(seen, (value, i) => Math.abs(value - truth[i]!));
    const near = grown(off, width, height, reach);
    const count = [0, 0, 0, 0];
    for (let i = 0; i < seen.length; i++) {
      const change = Math.abs(shown[i]! - seen[i]!);
      if (off[i]! > SOMEBODY) {
        count[1]!++;
        if (change <= MAYBE && change < Math.abs(shown[i]! - truth[i]!)) count[0]!++;
      }
      if (near[i]) continue;
      count[3]!++;
      if (change > TORN) count[2]!++;
    }
    [left, people, torn, far].forEach((list, i) => list!.push(count[i]!));
  });
  const sum = (list: number[]) => list.reduce((a, b) => a + b, 0);
  const most = (part: number[], of: number[]) =>
    Math.max(...part.map((value, i) => value / Math.max(1, of[i]!)));
  return {
    frames,
    left: sum(left!) / sum(people!),
    mostLeft: most(left!, people!),
    people: sum(people!) / (frames * width * height),
    torn: sum(torn!) / sum(far!),
    mostTorn: most(torn!, far!),
  };
}

/** 1 within `reach` px of a pixel that may be a person's. */
function grown(off: Uint8Array, width: number, height: number, reach: number): Uint8Array {
  const rows = new Uint8Array(off.length);
  const all = new Uint8Array(off.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (off[y * width + x]! <= MAYBE) continue;
      rows.fill(1, y * width + Math.max(0, x - reach), y * width + Math.min(width, x + reach + 1));
    }
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!rows[y * width + x]) continue;
      for (let v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v += 1) {
        all[v * width + x] = 1;
      }
    }
  }
  return all;
}
