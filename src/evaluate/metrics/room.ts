// What the cloak did to the whole frame, wherever it thought the person was.
import type { Picture } from './picture.ts';

/** From this difference to the clean picture on, a pixel certainly does not show the room, grey levels of 255, */
const SURELY_PERSON = 40;
/** ... and up to this one, it certainly does. */
const SURELY_ROOM = 8;
/** Grey levels by which a pixel of the room must differ to count as changed. */
const CHANGED = 16;
/** If this share of a frame is missed, it shows the raw person. */
export const RAW_SHARE = 0.005;

export interface RoomErrors {
  /** The share of the frame that certainly shows the person in the input, and still does in the output. */
  missed: number;
  /** The share of the frame that shows the room in the input, and does not in the output. */
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
