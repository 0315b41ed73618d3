// A second, closer look at people: the model is shown the part of the frame that they fill, as large as it can take.
// That finds legs and hands that were too small before, and draws the edge more finely. This file chooses the
// parts, and join-looks.ts merges the masks.
import type { PersonMask } from '../frame/person-mask.ts';
import { WHOLE_UP_TO, type Part } from './tiles.ts';

/** Mask values from here on are somebody, 0..255; lower ones get no second look. */
const SOMEBODY = 38;
/** Regions with fewer pixels than this share of the first mask are ignored. */
const FEWEST = 0.0008;
/** Margin around the people in the second look, in shares of their longer side. */
const ROOM = 0.2;
/** A part larger than this share of the frame shows nothing new. */
const LARGEST = 0.8;
/**
 * The part's place is rounded to this share of the frame's longer side: jitter of the part would make edges jitter.
 */
const STEP = 1 / 32;
/** The model's input size, px. */
const SHOWN = 256;
/** Sides of a box, px; right and bottom are exclusive. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/**
 * The parts of the frame that are worth a second look: one around everybody if that shows them larger than the first
 * look did, otherwise one for each person who stands apart. Empty where there is nobody, or nothing to gain.
 * @param first the first look's mask
 * @param width px of the frame
 * @param height px of the frame
 */
export function secondLooks(first: PersonMask, width: number, height: number): Part[] {
  const across = width / first.width;
  const down = height / first.height;
  const people = boxesOf(first).map((box) => ({
    left: box.left * across,
    top: box.top * down,
    right: box.right * across,
    bottom: box.bottom * down,
  }));
  if (people.length === 0) return [];
  const around = (box: Box) => partAround(box, width, height);
  const isWorth = (part: Part) =>
    part.width * part.height <= LARGEST * width * height &&
    Math.max(part.width, part.height) <= WHOLE_UP_TO * Math.min(part.width, part.height);
  const all = around(people.reduce(joined));
  if (isWorth(all)) return [all];
  return people
    .sort((a, b) => a.left - b.left)
    .map(around)
    .filter(isWorth);
}

/** The bounding boxes of the mask's connected regions that are not too small, px of the mask. */
function boxesOf({ data, width, height }: PersonMask): Box[] {
  const boxes: Box[] = [];
  const done = new Uint8Array(data.length);
  const queue: number[] = [];
  for (let start = 0; start < data.length; start++) {
    if (done[start] || data[start]! < SOMEBODY) continue;
    const box = { left: width, top: height, right: 0, bottom: 0 };
    queue.length = 0;
    queue.push(start);
    done[start] = 1;
    for (const pixel of queue) {
      const x = pixel % width;
      const y = (pixel - x) / width;
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x + 1);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y + 1);
      for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
        for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
          const near = v * width + u;
          if (done[near] || data[near]! < SOMEBODY) continue;
          done[near] = 1;
          queue.push(near);
        }
      }
    }
    if (queue.length >= FEWEST * data.length) boxes.push(box);
  }
  return boxes;
}

function joined(a: Box, b: Box): Box {
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

/** A part around the box, as nearly square as the frame allows; px of the frame. */
function partAround(box: Box, width: number, height: number): Part {
  const longest = Math.max(width, height);
  const room = ROOM * Math.max(box.right - box.left, box.bottom - box.top);
  const step = STEP * longest;
  const span = (start: number, end: number, whole: number) => {
    const from = Math.max(0, Math.floor((start - room) / step) * step);
    const to = Math.min(whole, Math.ceil((end + room) / step) * step);
    return { from, to };
  };
  const wide = span(box.left, box.right, width);
  const tall = span(box.top, box.bottom, height);
  const side = Math.max(wide.to - wide.from, tall.to - tall.from);
  const centred = ({ from, to }: { from: number; to: number }, whole: number) => {
    const length = Math.min(whole, side);
    const start = Math.min(Math.max(0, (from + to - length) / 2), whole - length);
    return [start, length] as const;
  };
  const [x, partWidth] = centred(wide, width);
  const [y, partHeight] = centred(tall, height);
  const shown = {
    width: Math.min(SHOWN, Math.round(partWidth)),
    height: Math.min(SHOWN, Math.round(partHeight)),
  };
  return { x, y, width: partWidth, height: partHeight, shown };
}
