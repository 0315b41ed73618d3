// Merges the masks of both looks at the people: the first at the whole frame, the second at a part of it
// (second-look.ts).
import { betweenOn, stretch } from '../between.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import type { Box } from './second-look.ts';
import type { Part } from './tiles.ts';

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
