// The last step of a synthesis: how much of what the patches brought is kept, and how much stays the guide's.
import { KNOWN, UNKNOWN, blurred, type Picture } from './pictures.ts';
import { createSmoother, toneOf } from './tone.ts';

/** Detail is what is finer than this. A share of the longer side, like all sigmas here. */
const DETAIL_SIGMA = 4 / 512;
/** Of the detail, only what is finer than this is added. */
const ADDED_SIGMA = 2 / 512;
/** What lies between ADDED_SIGMA and this is structure. */
const STRUCTURE_SIGMA = 8 / 512;
/** Detail and structure are compared over this neighbourhood. */
const NEAR_SIGMA = 6 / 512;
/** Grey levels; less structure than this counts as none. */
const LEAST_STRUCTURE = 4;
/** The usual detail at a pixel is taken over this neighbourhood. */
const USUAL_SIGMA = 10 / 512;
/**
 * Detail is limited to this many times its usual strength: stronger detail is the rim of something and would lie on
 * the guide like a crack.
 */
const MOST_USUAL = 1.5;
/** Then all detail is amplified by this, because the limit weakens the grain. */
const REGAINED = 1.25;
/** The level that stands for no detail. */
const NONE = 128;

/**
 * Moves the low frequencies of the unknown pixels' colours towards the guide's, which decides light and shade. @param
 * sigma px
 */
export function colourLike(made: Picture, picture: Picture, sigma: number, share: number): void {
  const guide = blurred(picture, sigma);
  const smooth = blurred(made, sigma);
  for (let at = 0; at < picture.data.length; at += 4) {
    if (picture.data[at + 3] !== UNKNOWN) continue;
    for (let i = at; i < at + 3; i++) {
      const apart = guide.data[i]! - smooth.data[i]!;
      made.data[i] = Math.min(255, Math.max(0, made.data[i]! + share * apart));
    }
  }
}

/**
 * The known pixels without their smooth part, as grey levels around NONE. All other pixels are NONE. A is 0.
 */
export function detailOf(picture: Picture): Uint8Array {
  const { data, width, height } = picture;
  const isKnown = (pixel: number) => data[4 * pixel + 3] === KNOWN;
  const tone = toneOf(picture, DETAIL_SIGMA * Math.max(width, height), isKnown);
  const detail = new Uint8Array(data.length);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let c = 0; c < 3; c++) {
      const level = isKnown(pixel) ? NONE + data[4 * pixel + c]! - tone[3 * pixel + c]! : NONE;
      detail[4 * pixel + c] = Math.min(255, Math.max(0, Math.round(level)));
    }
  }
  return detail;
}

/**
 * Adds detail to the guide where the picture is unknown, as much as the guide lacks. Where the source of the detail
 * has edges that the guide does not have, little is added: an edge's finest part, alone, looks embossed.
 * @param picture holds the guide where it is unknown
 * @param made what was synthesised from the room
 * @param detail as returned by `detailOf`, synthesised in the same way
 */
export function addDetail(picture: Picture, made: Picture, detail: Uint8Array): Picture {
  const side = Math.max(picture.width, picture.height);
  const box = boxAround(picture, Math.ceil(2 * STRUCTURE_SIGMA * side));
  const { width, height } = box;
  const [fine, coarse, near] = [ADDED_SIGMA, STRUCTURE_SIGMA, NEAR_SIGMA].map((sigma) =>
    createSmoother(width, height, Math.max(1, sigma * side)),
  ) as [Smoother, Smoother, Smoother];
  const guideDetail = [0, 1, 2].map((c) => without(fine, planeOf(picture.data, box, c)));
  const added = [0, 1, 2].map((c) => without(fine, planeOf(detail, box, c)));
  limit(added, createSmoother(width, height, Math.max(1, USUAL_SIGMA * side)));
  const structure = (data: Uint8Array) => {
    const grey = greyOf(data, box);
    const smoother = coarse(grey.slice());
    return fine(grey).map((value, i) => value - smoother[i]!);
  };
  const has = near(meanSquare(guideDetail));
  const brings = near(meanSquare(added));
  const wanted = near(meanSquare([structure(picture.data)]));
  const found = near(meanSquare([structure(made.data)]));

  const result = { ...picture, data: picture.data.slice() };
  for (let i = 0; i < width * height; i++) {
    const at = 4 * placeOf(box, i);
    if (picture.data[at + 3] !== UNKNOWN) continue;
    const lacking = Math.max(0, 1 - has[i]! / Math.max(brings[i]!, 1e-3));
    const fits = (wanted[i]! + LEAST_STRUCTURE ** 2) / (found[i]! + LEAST_STRUCTURE ** 2);
    const share = Math.sqrt(lacking * Math.min(1, fits));
    for (let c = 0; c < 3; c++) {
      const level = picture.data[at + c]! + share * added[c]![i]!;
      result.data[at + c] = Math.min(255, Math.max(0, Math.round(level)));
    }
  }
  for (let alpha = 3; alpha < result.data.length; alpha += 4) result.data[alpha] = 255;
  return result;
}

/** Clips, in place, what is much stronger than usual around it. */
function limit(detail: Float32Array[], near: Smoother): void {
  // The mean of square roots gives little weight to a few strong values; 1.48 times its square is a grain's standard
  // deviation.
  const roots = detail[0]!.map((_, i) =>
    Math.sqrt(detail.reduce((sum, plane) => sum + Math.abs(plane[i]!), 0) / detail.length),
  );
  const most = near(roots).map((root) => MOST_USUAL * 1.48 * root ** 2);
  for (const plane of detail) {
    for (let i = 0; i < plane.length; i++) {
      plane[i] = Math.min(most[i]!, Math.max(-most[i]!, REGAINED * plane[i]!));
    }
  }
}

type Smoother = ReturnType<typeof createSmoother>;

/** A part of a picture, px. */
interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
  /** Row length of the whole picture, px. */
  stride: number;
}

const placeOf = ({ left, top, width, stride }: Box, i: number) =>
  (top + Math.floor(i / width)) * stride + left + (i % width);

/** The bounds of what is unknown, enlarged by this many px. */
function boxAround({ data, width, height }: Picture, around: number): Box {
  let left = width;
  let top = height;
  let right = 0;
  let bottom = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[4 * (y * width + x) + 3] !== UNKNOWN) continue;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
    }
  }
  [left, top] = [Math.max(0, left - around), Math.max(0, top - around)];
  [right, bottom] = [Math.min(width, right + around), Math.min(height, bottom + around)];
  return { left, top, width: right - left, height: bottom - top, stride: width };
}

function planeOf(data: Uint8Array, box: Box, channel: number): Float32Array {
  const plane = new Float32Array(box.width * box.height);
  for (let i = 0; i < plane.length; i++) plane[i] = data[4 * placeOf(box, i) + channel]!;
  return plane;
}

function greyOf(data: Uint8Array, box: Box): Float32Array {
  const plane = new Float32Array(box.width * box.height);
  for (let i = 0; i < plane.length; i++) {
    const at = 4 * placeOf(box, i);
    plane[i] = (data[at]! + data[at + 1]! + data[at + 2]!) / 3;
  }
  return plane;
}

/** The plane without its smooth part. */
function without(smoother: Smoother, plane: Float32Array): Float32Array {
  const smooth = smoother(plane.slice());
  return plane.map((value, i) => value - smooth[i]!);
}

/** Mean over the planes, per pixel. */
function meanSquare(planes: Float32Array[]): Float32Array {
  const mean = new Float32Array(planes[0]!.length);
  for (const plane of planes) {
    for (let i = 0; i < mean.length; i++) mean[i]! += plane[i]! ** 2 / planes.length;
  }
  return mean;
}
