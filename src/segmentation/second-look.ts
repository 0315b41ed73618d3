// A second, closer look at people: the model is shown the part of the frame that they fill, as large as it can take.
// That finds legs and hands that were too small before, and draws the edge more finely. This file chooses the part
// and merges the two masks; no pixels of the frame here.
import { betweenOn, stretch } from '../between.ts';
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
/** Scale of the merged mask relative to the first one. */
const FINER = 1.5;

/** From this value on the first look is sure of somebody, 0..255. That is kept */
const SURE = 128;
/**
 * where the second look found nobody within the first one's own error at edges, a share of the longer side.
 */
const EDGE = 0.02;
/** Second mask values above this count as found for that, 0..255. */
const FOUND = 83;

/** Sides of a box, px; right and bottom are exclusive. */
interface Box {
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

/**
 * Merges both looks into one mask, whose size depends only on the frame's. The second look counts where it was taken,
 * the first one elsewhere. Where the second misses a part that the first was sure of and that is more than an edge,
 * the first counts too: too large a hole is better than a person in the picture.
 * @param second absent: there was none
 * @param width px of the frame
 * @param height px of the frame
 */
export function joinLooks(
  first: PersonMask,
  second: { mask: PersonMask; part: Part } | undefined,
  width: number,
  height: number,
): PersonMask {
  const scale = Math.min(FINER, Math.max(1, width / first.width));
  const size = {
    width: Math.round(first.width * scale),
    height: Math.round(first.height * scale),
  };
  const whole = { left: 0, top: 0, right: size.width, bottom: size.height };
  const data = new Uint8Array(size.width * size.height);
  draw(first, whole, data, size.width, whole);
  if (!second) return { data, ...size };

  const { part, mask } = second;
  const [across, down] = [size.width / width, size.height / height];
  const place = {
    left: part.x * across,
    top: part.y * down,
    right: (part.x + part.width) * across,
    bottom: (part.y + part.height) * down,
  };
  const looked = {
    left: Math.ceil(place.left - 0.5),
    top: Math.ceil(place.top - 0.5),
    right: Math.min(size.width, Math.floor(place.right + 0.5)),
    bottom: Math.min(size.height, Math.floor(place.bottom + 0.5)),
  };
  const closer = data.slice();
  draw(mask, place, closer, size.width, looked);
  const left = leftOut(data, closer, looked, size);
  for (let y = looked.top; y < looked.bottom; y++) {
    for (let x = looked.left; x < looked.right; x++) {
      const pixel = y * size.width + x;
      if (left?.[pixel] && closer[pixel]! < data[pixel]!) continue;
      data[pixel] = closer[pixel]!;
    }
  }
  return { data, ...size };
}

/**
 * Where the first look was sure of somebody whom the second misses, including the surroundings; undefined: nowhere.
 */
function leftOut(
  first: Uint8Array,
  second: Uint8Array,
  looked: Box,
  { width, height }: { width: number; height: number },
): Uint8Array | undefined {
  const reach = Math.ceil(EDGE * Math.max(width, height));
  const found = new Uint8Array(second.length);
  for (let pixel = 0; pixel < found.length; pixel++) found[pixel] = second[pixel]! > FOUND ? 1 : 0;
  spread(found, width, height, reach);
  const left = new Uint8Array(first.length);
  let isAny = false;
  for (let y = looked.top; y < looked.bottom; y++) {
    for (let x = looked.left; x < looked.right; x++) {
      const pixel = y * width + x;
      if (first[pixel]! < SURE || found[pixel]) continue;
      left[pixel] = 1;
      isAny = true;
    }
  }
  if (!isAny) return undefined;
  spread(left, width, height, reach);
  return left;
}

/** Grows what is set by `reach` px along both axes, in place. */
function spread(bits: Uint8Array, width: number, height: number, reach: number): void {
  for (let y = 0; y < height; y++) spreadLine(bits, y * width, 1, width, reach);
  for (let x = 0; x < width; x++) spreadLine(bits, x, width, height, reach);
}

function spreadLine(bits: Uint8Array, start: number, step: number, count: number, reach: number) {
  const end = start + step * count;
  // New ones are 2 until the end, so that they do not spread further on the way back.
  for (let at = start, since = reach + 1; at !== end; at += step) {
    since = bits[at] === 1 ? 0 : since + 1;
    if (since > 0 && since <= reach) bits[at] = 2;
  }
  for (let at = end - step, since = reach + 1; at >= start; at -= step) {
    since = bits[at] === 1 ? 0 : since + 1;
    if (since > 0 && since <= reach) bits[at] = 2;
  }
  for (let at = start; at !== end; at += step) if (bits[at] === 2) bits[at] = 1;
}

/**
 * Draws a mask, stretched to `place`, over the pixels of `within`.
 * @param width of the target picture, px
 */
function draw(mask: PersonMask, place: Box, into: Uint8Array, width: number, within: Box): void {
  const { left, top, right, bottom } = within;
  const columns = betweenOn(mask.width, {
    start: place.left,
    end: place.right,
    from: left,
    to: right,
  });
  const rows = betweenOn(mask.height, {
    start: place.top,
    end: place.bottom,
    from: top,
    to: bottom,
  });
  stretch(mask, { columns, rows }, into, { first: top * width + left, stride: width });
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
