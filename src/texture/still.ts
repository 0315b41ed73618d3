// A renewed guess stays as it was where it was a guess before: nobody is to see that it was made again. It follows what has
// been seen since, smoothly, around it.
import { KNOWN, UNKNOWN, type Picture } from './pictures.ts';
import { createSmoother } from './tone.ts';

/** A guess, and what was known when it was made. */
export interface Guess {
  /** As it was given. */
  room: Picture;
  made: Picture;
}

/** How far what was seen reaches into the guess, of the longer side. */
const REACH = 10 / 512;
/** A guess of which less than this share is still unknown is made anew: so much more is known. */
const LEAST_LEFT = 0.7;
/** px; the means of blocks of this side are compared. */
const BLOCK = 16;
/** Grey levels. A room that differs by more, in the mean of the blocks, shows something else, or in another light. */
const SAME_VIEW = 2;

/** Whether the old guess goes on in the new room. */
export function mayStay(before: Guess, room: Picture): boolean {
  if (before.room.width !== room.width || before.room.height !== room.height) return false;
  let [guessed, left] = [0, 0];
  for (let alpha = 3; alpha < room.data.length; alpha += 4) {
    if (before.room.data[alpha] !== UNKNOWN) continue;
    guessed++;
    if (room.data[alpha] === UNKNOWN) left++;
  }
  return left > LEAST_LEFT * guessed && isSameView(before.room, room);
}

function isSameView(before: Picture, { data, width, height }: Picture): boolean {
  let [apart, blocks] = [0, 0];
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
 * Puts the old guess where it still is one; what was wrong with it where it is known now is taken from it, smoothly.
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
      // Beside a straight edge half of what is near is on the other side.
      const level = before.made.data[at]! + wrong[pixel]! / Math.max(0.5, seen[pixel]!);
      made.data[at] = Math.min(255, Math.max(0, Math.round(level)));
    }
  }
}
