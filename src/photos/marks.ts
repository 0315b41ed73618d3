// What the user marks by hand in a photo, as a small picture, and how it overrides what was found.
import type { PersonMask } from '../frame/person-mask.ts';
import type { Marks } from './messages.ts';
import type { Size } from '../sources/photo/photo-size.ts';

/** Belongs to the hole. */
export const ADDED = 1;
/** Does not belong to the hole. */
export const TAKEN = 2;
export type Mark = typeof ADDED | typeof TAKEN;

/** px, the longer side of the marks. */
const SIDE = 640;

/** A place in the photo, shares of its width and height. */
export interface Place {
  x: number;
  y: number;
}

/** Empty marks. @param size of the photo, px */
export function noMarks({ width, height }: Size): Marks {
  const scale = SIDE / Math.max(width, height);
  const size = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
  return { data: new Uint8Array(size.width * size.height), ...size };
}

/** Paints a stroke of a round brush into the marks. @param radius a share of the longer side */
export function paint(marks: Marks, from: Place, to: Place, radius: number, mark: Mark): void {
  const { data, width, height } = marks;
  const reach = radius * Math.max(width, height);
  const [startX, startY] = [from.x * width, from.y * height];
  const [alongX, alongY] = [to.x * width - startX, to.y * height - startY];
  const length = alongX ** 2 + alongY ** 2;
  const [left, right] = [Math.min(startX, startX + alongX), Math.max(startX, startX + alongX)];
  const [top, bottom] = [Math.min(startY, startY + alongY), Math.max(startY, startY + alongY)];
  const until = (end: number, most: number) => Math.min(most - 1, Math.floor(end + reach));
  for (let y = Math.max(0, Math.floor(top - reach)); y <= until(bottom, height); y++) {
    for (let x = Math.max(0, Math.floor(left - reach)); x <= until(right, width); x++) {
      const [acrossX, acrossY] = [x + 0.5 - startX, y + 0.5 - startY];
      const share = length > 0 ? (acrossX * alongX + acrossY * alongY) / length : 0;
      const nearest = Math.min(1, Math.max(0, share));
      const apart = (acrossX - nearest * alongX) ** 2 + (acrossY - nearest * alongY) ** 2;
      if (apart <= reach ** 2) data[y * width + x] = mark;
    }
  }
}

/** The mask with the marks applied, at the finer of both sizes. */
export function withMarks(mask: PersonMask, marks: Marks): PersonMask {
  const width = Math.max(mask.width, marks.width);
  const height = Math.max(mask.height, marks.height);
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const maskRow = Math.floor(((y + 0.5) * mask.height) / height) * mask.width;
    const marksRow = Math.floor(((y + 0.5) * marks.height) / height) * marks.width;
    for (let x = 0; x < width; x++) {
      const mark = marks.data[marksRow + Math.floor(((x + 0.5) * marks.width) / width)];
      const found = mask.data[maskRow + Math.floor(((x + 0.5) * mask.width) / width)]!;
      data[y * width + x] = mark === ADDED ? 255 : mark === TAKEN ? 0 : found;
    }
  }
  return { data, width, height };
}
