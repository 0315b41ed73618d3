// Where the hole is and which part of the frame the generator sees. Numbers only, no pixels. Those that training
// needs too are in geometry.json, which training/vanish/common/page_geometry.py also reads.
import shared from './geometry.json' with { type: 'json' };
import type { PersonMask } from './person-mask.ts';

/** A part of the frame, in shares of its width and height: 0..1, from the top left. */
export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** All of the frame. */
export const WHOLE: Readonly<Rect> = { x: 0, y: 0, width: 1, height: 1 };

/** The pixels that a part touches. @param width px of the frame @param height px of the frame */
export function pixelsOf(part: Rect, width: number, height: number) {
  const spare = 1e-6; // shares are not exact
  const [left, top] = [Math.floor(part.x * width + spare), Math.floor(part.y * height + spare)];
  const right = Math.min(width, Math.ceil((part.x + part.width) * width - spare));
  const bottom = Math.min(height, Math.ceil((part.y + part.height) * height - spare));
  return { left, top, width: right - left, height: bottom - top };
}

/**
 * Sizes of the hole's edge, in shares of the frame's longest side. Measured from the error of the mask's edge:
 * docs/measurements.md, "The hole".
 */
export const HOLE = {
  /** How far the hole reaches past the person mask. */
  growth: shared.hole.growth,
  /** Width of the soft edge outside the grown mask. */
  feather: shared.hole.feather,
  /** Nothing is learned about the room this close to the grown mask: hair and blur would become part of it. */
  apart: shared.hole.apart,
  /** How far the mask's own edge may be off: within this distance it snaps to the frame's edges. */
  refine: shared.hole.refine,
  /** The mask's confidence between these two is mapped to 0..1. */
  maskLow: shared.hole.maskLow,
  maskHigh: shared.hole.maskHigh,
};

/** The range of the hole's margin past the person mask, in shares of the frame's longest side. */
export const MARGIN = { least: HOLE.growth, most: 0.06 };

/** How a matte, 0..1, becomes an alpha: smoothly from 0 to 1 between `low` and `high`. */
export const MATTE = {
  /** Below this the frame's pixels pass unchanged: a network is never quite sure that nobody is there. */
  low: 0.1,
  /** Above this nothing of the frame is left: half a person is worse than too large a hole. */
  high: 0.5,
  /** Inside the frame the matte fades to 0 towards the crop's border, over this many px of the fill. */
  fade: 8,
};

/** A hole's alpha above this counts as hole for the generator: it must not see blended pixels. */
export const HOLE_SUPPORT = 0.02;

/** Mask values above this, of 255, are a person. */
export const MASK_THRESHOLD = 255 * HOLE.maskLow;
const MASK_STEP = 2; // every second sample finds the bounds closely enough

/** The smallest part of the frame that holds the whole person; undefined when there is none. */
export function personBounds({ data, width, height }: PersonMask): Rect | undefined {
  let left = width;
  let right = -1;
  let top = height;
  let bottom = -1;
  for (let y = 0; y < height; y += MASK_STEP) {
    for (let x = 0; x < width; x += MASK_STEP) {
      if ((data[y * width + x] ?? 0) <= MASK_THRESHOLD) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  if (right < 0) return undefined;
  return {
    x: left / width,
    y: top / height,
    width: Math.min(1, (right + MASK_STEP) / width) - left / width,
    height: Math.min(1, (bottom + MASK_STEP) / height) - top / height,
  };
}

/** Room around the hole that the generator sees, in shares of the hole's longer side. */
const CONTEXT = shared.crop.context;
/** The crop is at least this share of the frame's shorter side. */
const SMALLEST = shared.crop.smallest;
/** A crop is kept until it is larger than needed by more than this factor. */
const LOOSE = 1.5;

/**
 * The part of the frame for the generator: the hole with a margin, in the aspect of the generator's input where the
 * frame allows it. The last crop is kept while it still fits, so that the fill stays still.
 * @param person bounds of the person
 * @param width px of the frame
 * @param height px of the frame
 * @param aspect width divided by height, of the generator's input
 * @param margin how far the hole reaches past the person, a share of the longest side
 */
export function chooseCrop(
  person: Rect,
  width: number,
  height: number,
  aspect: number,
  last?: Rect,
  margin = MARGIN.least,
): Rect {
  const edge = (margin + HOLE.feather) * Math.max(width, height);
  const needed = {
    left: Math.max(0, person.x * width - edge),
    top: Math.max(0, person.y * height - edge),
    right: Math.min(width, (person.x + person.width) * width + edge),
    bottom: Math.min(height, (person.y + person.height) * height + edge),
  };
  const across = needed.right - needed.left;
  const down = needed.bottom - needed.top;
  const longer = Math.max(across, down);
  const margins = 2 * CONTEXT * longer;
  const smallest = SMALLEST * Math.min(width, height);
  const tall = Math.max(
    down + margins,
    (across + margins) / aspect,
    smallest / Math.min(1, aspect),
  );
  const wide = tall * aspect;

  if (last) {
    const slack = longer * CONTEXT * 0.3;
    const holds = (start: number, end: number, from: number, length: number, whole: number) =>
      (start <= 0 || start - slack >= from) && (end >= whole || end + slack <= from + length);
    const isHeld =
      holds(needed.left, needed.right, last.x * width, last.width * width, width) &&
      holds(needed.top, needed.bottom, last.y * height, last.height * height, height);
    const isTight =
      Math.max(last.width * width, last.height * height) <= LOOSE * Math.max(wide, tall);
    if (isHeld && isTight) return last;
  }

  const span = (start: number, end: number, wanted: number, whole: number): [number, number] => {
    const length = Math.min(whole, wanted);
    const centred = (start + end - length) / 2;
    return [Math.min(Math.max(0, centred), whole - length), length];
  };
  const [x, cropWidth] = span(needed.left, needed.right, wide, width);
  const [y, cropHeight] = span(needed.top, needed.bottom, tall, height);
  return {
    x: x / width,
    y: y / height,
    width: cropWidth / width,
    height: cropHeight / height,
  };
}

/** The hole's own resolution: this many px on the frame's longest side. */
const HOLE_SIDE = 320;

/**
 * Size of the hole's picture and the reach of its passes, in px of that picture.
 * @param margin as in `chooseCrop`
 */
export function holeSize(frameWidth: number, frameHeight: number, margin = MARGIN.least) {
  const longest = Math.max(frameWidth, frameHeight);
  const scale = HOLE_SIDE / longest;
  return {
    width: Math.max(1, Math.round(frameWidth * scale)),
    height: Math.max(1, Math.round(frameHeight * scale)),
    growth: Math.round(margin * HOLE_SIDE),
    feather: Math.round(HOLE.feather * HOLE_SIDE),
    apart: Math.round(HOLE.apart * HOLE_SIDE),
    /** Shares of the width and height. */
    refine: [HOLE.refine * (longest / frameWidth), HOLE.refine * (longest / frameHeight)],
  };
}
