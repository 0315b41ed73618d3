// Fills a photo's hole at full size. Every pixel is borrowed from where the working size's offsets point, so that the
// fill is as sharp as the rest. Colours are adjusted smoothly to the voted fill and to the hole's surroundings. Nothing
// outside the hole changes; pixels are only borrowed from outside it.
import { between } from '../between.ts';
import { KNOWN, SHOWN, UNKNOWN, type Picture } from '../texture/pictures.ts';
import { toneOf } from '../texture/tone.ts';
import type { Offsets } from './offsets.ts';

export interface Filling {
  /** As the texture stage takes it, at the working size. */
  room: Picture;
  /** The same, with the hole filled. */
  made: Picture;
  /** If absent, nothing was found to borrow, and the fill is scaled up. */
  offsets?: Offsets;
  /** The hole's alpha at the working size, 0..255. */
  alpha: Uint8Array;
}

/** A picture that is changed in place: RGBA, [height, width, 4]. */
export interface Photo {
  data: Uint8ClampedArray;
  /** px */
  width: number;
  height: number;
}

/** Detail is anything smaller than this share of the longer side ... */
const SIGMA = 5 / 1280;
/** ... or than this many px of the working size. */
const LEAST_SIGMA = 2;
/** Rows between two pauses. */
const ROWS = 64;

/**
 * Puts the fill into the photo's hole.
 * @param photo has the room's shape, at any size
 * @param pause awaited now and then; if it rejects, the work ends with the photo half done
 */
export async function borrow(
  photo: Photo,
  { room, made, offsets, alpha }: Filling,
  pause: () => Promise<void> = async () => {},
): Promise<void> {
  const { data, width, height } = photo;
  const [across, down] = [width / room.width, height / room.height];
  const state = (pixel: number) => room.data[4 * pixel + 3];
  // Right next to the hole the person may show: take nothing from there, not even its colour.
  const sigma = Math.max(LEAST_SIGMA, SIGMA * Math.max(room.width, room.height));
  const belongs = offsets && toneOf(made, sigma, (pixel) => state(pixel) !== SHOWN);
  const brought = offsets && toneOf(room, sigma, (pixel) => state(pixel) === KNOWN);
  const columns = between(room.width, width);
  const rows = between(room.height, height);
  const colour = new Float32Array(3);
  const corners = new Int32Array(4);
  const shares = new Float32Array(4);
  const isInRow = rowsWith(alpha, room);
  for (let y = 0; y < height; y++) {
    if (y % ROWS === 0) await pause();
    if (!isInRow[rows.at[y]!] && !isInRow[rows.next[y]!]) continue;
    const [top, bottom] = [rows.at[y]! * room.width, rows.next[y]! * room.width];
    const lower = rows.share[y]!;
    for (let x = 0; x < width; x++) {
      const right = columns.share[x]!;
      corners[0] = top + columns.at[x]!;
      corners[1] = top + columns.next[x]!;
      corners[2] = bottom + columns.at[x]!;
      corners[3] = bottom + columns.next[x]!;
      shares[0] = (1 - right) * (1 - lower);
      shares[1] = right * (1 - lower);
      shares[2] = (1 - right) * lower;
      shares[3] = right * lower;
      let opacity = 0;
      for (let i = 0; i < 4; i++) opacity += shares[i]! * alpha[corners[i]!]!;
      if (opacity < 0.5) continue;
      if (!offsets || !copy(x, y)) fill();
      const to = 4 * (y * width + x);
      const share = Math.min(1, opacity / 255);
      for (let c = 0; c < 3; c++)
        data[to + c] = data[to + c]! + share * (colour[c]! - data[to + c]!);
    }
  }

  /** The fill, scaled up. Taken only from the hole: pixels next to it may still show the person. */
  function fill(): void {
    colour.fill(0);
    let all = 0;
    for (let i = 0; i < 4; i++) {
      const pixel = corners[i]!;
      if (state(pixel) !== UNKNOWN) continue;
      const share = shares[i]! + 1e-6;
      all += share;
      for (let c = 0; c < 3; c++) colour[c]! += share * made.data[4 * pixel + c]!;
    }
    for (let c = 0; c < 3; c++) colour[c]! /= all;
  }

  /** @returns false if there is nothing to borrow */
  function copy(x: number, y: number): boolean {
    const { right, down: below, isCopied } = offsets!;
    colour.fill(0);
    let all = 0;
    for (let i = 0; i < 4; i++) {
      const pixel = corners[i]!;
      const share = shares[i]!;
      if (!isCopied[pixel] || share === 0) continue;
      const fromX = x + Math.round(across * right[pixel]!);
      const fromY = y + Math.round(down * below[pixel]!);
      if (!mayBeBorrowed(fromX, fromY)) continue;
      const from = 4 * (fromY * width + fromX);
      const home = 3 * (pixel + below[pixel]! * room.width + right[pixel]!);
      all += share;
      for (let c = 0; c < 3; c++) {
        const light = belongs![3 * pixel + c]! - brought![home + c]!;
        colour[c]! += share * (data[from + c]! + light);
      }
    }
    if (all <= 0) return false;
    for (let c = 0; c < 3; c++) colour[c]! /= all;
    return true;
  }

  /** Never from inside the hole or right next to it, whatever the offset says. */
  function mayBeBorrowed(x: number, y: number): boolean {
    if (x < 0 || y < 0 || x >= width || y >= height) return false;
    const place = Math.floor((y + 0.5) / down) * room.width + Math.floor((x + 0.5) / across);
    return state(place) === KNOWN;
  }
}

/** Which rows of the working size the hole reaches. */
function rowsWith(alpha: Uint8Array, { width, height }: Picture): boolean[] {
  return Array.from({ length: height }, (_, y) =>
    alpha.subarray(y * width, (y + 1) * width).some((value) => value > 0),
  );
}
