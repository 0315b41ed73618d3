// What the cloak did to the whole frame, wherever it believed the person to be.
import type { Picture } from './picture.ts';

/** Grey levels of 255 from the clean picture from which a pixel surely does not show the room. */
const SURELY_PERSON = 40;
/** ... and up to which it surely does. */
const SURELY_ROOM = 8;
/** Grey levels by which a pixel of the room must be off to count as changed. */
const CHANGED = 16;
/** The raw person shows in a frame in which so large a share of it is missed. */
export const RAW_SHARE = 0.005;

export interface RoomErrors {
  /** The share of the frame that surely shows the person in the input, and in the output still does. */
  missed: number;
  /** The share of the frame that showed the room, and in the output does not. */
  falseRemoval: number;
}

/** The largest difference of two pixels in R, G or B. */
function distance(a: Picture, b: Picture, pixel: number): number {
  const at = 4 * pixel;
  return Math.max(
    Math.abs(a.data[at]! - b.data[at]!),
    Math.abs(a.data[at + 1]! - b.data[at + 1]!),
    Math.abs(a.data[at + 2]! - b.data[at + 2]!),
  );
}

/** All have the same size; `clean` is in the frame's light. */
export function roomErrors(pictures: {
  input: Picture;
  output: Picture;
  clean: Picture;
}): RoomErrors {
  const { input, output, clean } = pictures;
  const pixels = input.width * input.height;
  let missed = 0;
  let changed = 0;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const before = distance(input, clean, pixel);
    if (before > SURELY_PERSON) {
      if (distance(output, input, pixel) < distance(output, clean, pixel)) missed++;
    } else if (before <= SURELY_ROOM && distance(output, clean, pixel) > CHANGED) changed++;
  }
  return { missed: missed / pixels, falseRemoval: changed / pixels };
}
