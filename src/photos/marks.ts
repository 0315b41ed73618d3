// What was marked by hand counts more than what was found.
import type { PersonMask } from '../segmentation/person-mask.ts';
import type { Marks } from './messages.ts';

/** The mask with the marks in it, in the finer of both sizes. */
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
      data[y * width + x] = mark === 1 ? 255 : mark === 2 ? 0 : found;
    }
  }
  return { data, width, height };
}
