// A renewed guess keeps what it showed before wherever it is still a guess, so that the renewal does not
// show. Around what has been seen since, it adapts smoothly.
import { KNOWN, UNKNOWN, type Picture } from './pictures.ts';
import { createSmoother } from './tone.ts';

/** A guess, and what was known when it was made. */
export interface Guess {
  /** The input as it was given. */
  room: Picture;
  made: Picture;
}

/** How far newly seen pixels affect the guess; a share of the longer side. */
const REACH = 10 / 512;
/** If less than this share of a guess is still unknown, it is made again from scratch: much more is known now. */
const LEAST_LEFT = 0.7;
/** px; the means of blocks with this side are compared. */
const BLOCK = 16;
/**
 * Grey levels. If the mean difference of the blocks is larger, the room shows something else, or is in a different
 * light.
 */
const SAME_VIEW = 2;

/** Whether the old guess still fits the new room. */
export function mayStay(before: Guess, room: Picture): boolean {
  if (before.room.width !== room.width || before.room.height !== room.height) return false;
  let guessed = 0;
  let left = 0;
  for (let alpha = 3; alpha < room.data.length; alpha += 4) {
    if (before.room.data[alpha] !== UNKNOWN) continue;
    guessed++;
    if (room.data[alpha] === UNKNOWN) left++;
  }
  return left > LEAST_LEFT * guessed && isSameView(before.room, room);
}

function isSameView(before: Picture, { data, width, height }: Picture): boolean {
  let apart = 0;
  let blocks = 0;
  for (let top = 0; top + BLOCK <= height; top += BLOCK) {
    for (let left = 0; left + BLOCK <= width; left += BLOCK) {
      const sums = [0, 0, 0];
      let known = 0;
      for (let i = 0; i < BLOCK * BLOCK; i++) {
        const at = 4 * ((top + Math.floor(i / BLOCK)) * width + left + (i % BLOCK));
        if (data[at + 3] !== KNOWN || before.data[at + 3] !== KNOWN) continue;
        known++;
        for (let c = 0; c < 3; c++) sums[c]! += data[at + c]! - before.data[at + c]!;
      }
      if (known < BLOCK * BLOCK) continue;
      blocks++;
      for (const sum of sums) apart += Math.abs(sum) / (3 * BLOCK * BLOCK);
    }
  }
  return blocks > 0 && apart <= SAME_VIEW * blocks;
}

/**
 * Puts the old guess wherever it is still one. Its errors, known where the room has been seen since, are subtracted
 * smoothly.
 * @param made of the new room; changed in place
 */
export function stay(before: Guess, room: Picture, made: Picture): void {
  const { data, width, height } = room;
  const smoother = createSmoother(width, height, REACH * Math.max(width, height));
  const pixels = width * height;
  const isSeen = (pixel: number) =>
    data[4 * pixel + 3] === KNOWN && before.room.data[4 * pixel + 3] === UNKNOWN;
  const seen = new Float32Array(pixels);
  for (let pixel = 0; pixel < pixels; pixel++) seen[pixel] = isSeen(pixel) ? 1 : 0;
  smoother(seen);
  const wrong = new Float32Array(pixels);
  for (let c = 0; c < 3; c++) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      const at = 4 * pixel + c;
      wrong[pixel] = isSeen(pixel) ? data[at]! - before.made.data[at]! : 0;
    }
    smoother(wrong);
    for (let pixel = 0; pixel < pixels; pixel++) {
      const at = 4 * pixel + c;
      if (data[4 * pixel + 3] !== UNKNOWN || before.room.data[4 * pixel + 3] !== UNKNOWN) continue;
      // Beside a straight edge, half of the neighbourhood is on the other side.
      const level = before.made.data[at]! + wrong[pixel]! / Math.max(0.5, seen[pixel]!);
      made.data[at] = Math.min(255, Math.max(0, Math.round(level)));
    }
  }
}
