// The thing that the user points at, on a small picture: separated from its surroundings by colour once for every
// candidate size. The one whose border lies best on edges wins. Numbers only.
import type { SmallPicture } from '../../frame/small-picture.ts';
import { countOf, distanceTo, separate } from './separate.ts';
import { shapeOf, type Shape } from './shape.ts';

/** The sizes tried: radii, in shares of the picture's longer side. */
const RADII = [0.03, 0.045, 0.065, 0.095, 0.14, 0.2];
/**
 * In shares of the radius: where the thing is assumed to be, how far it may reach, and how far its surroundings
 * reach.
 */
const [CORE, MAY, AROUND] = [0.4, 1.15, 1.9];
const ROUNDS = 4;
/** A shape that fills less or more than this share of its disc belongs to another size. */
const FILLS = { least: 0.12, most: 1.2 };
/** Least mean contrast of a border, grey levels, */
const LEAST_CONTRAST = 16;
/** measured over this distance, px. */
const OVER = 2;
/** The largest share of the border that may lie at the limit of the thing's reach instead of on an edge. */
const MOST_CUT = 0.25;
/** Usual size of a thing, a share of the picture. Shapes nearer to it are preferred, */
const USUAL = 0.01;
/** even if their border stands out a little less: exponents of the size ratio. */
const LESS_BY = { smaller: 0.2, larger: 0.12 };
/**
 * For a thing that is followed, in shares of its size: how far it may have grown, and how far its surroundings reach.
 */
const REFINE = { grow: 0.12, around: 0.5, rounds: 2 };
/** A refined shape whose area changed by more is rejected. */
const RATIO = { least: 0.6, most: 1.6 };

/**
 * @param x px of the picture, the place pointed at
 * @param y px of the picture
 * @param closed `[height, width]`: not 0 where the thing cannot be, because somebody is there. Default: nowhere
 * @returns undefined where nothing stands out
 */
export function growThing(
  picture: SmallPicture,
  x: number,
  y: number,
  closed?: Uint8Array,
): Shape | undefined {
  const { width, height } = picture;
  let best: { window: Window; shape: Uint8Array; score: number } | undefined;
  for (const share of RADII) {
    const radius = share * Math.max(width, height);
    const window = cut(picture, x, y, AROUND * radius, closed);
    const shape = ofSize(window, radius);
    const score = scoreOf(window, shape, radius, USUAL * width * height);
    if (score > (best?.score ?? 0)) best = { window, shape, score };
  }
  return best && putBack(best.shape, best.window, width, height);
}

/**
 * Puts a window's shape back on the whole picture. @param width px of the picture @param height px of the picture
 */
function putBack(shape: Uint8Array, window: Window, width: number, height: number): Shape {
  const whole = new Uint8Array(width * height);
  const { left, top, picture: part } = window;
  for (let v = 0; v < part.height; v++) {
    const row = shape.subarray(v * part.width, (v + 1) * part.width);
    whole.set(row, (top + v) * width + left);
  }
  return shapeOf(whole, width, height);
}

/** A part of a picture around the place pointed at. */
interface Window {
  picture: SmallPicture;
  closed: Uint8Array;
  /** Its upper left corner, px of the picture. */
  left: number;
  top: number;
  /** The place pointed at, px of the part. */
  x: number;
  y: number;
}

function cut(
  { data, width, height }: SmallPicture,
  x: number,
  y: number,
  reach: number,
  closed?: Uint8Array,
): Window {
  const [left, top] = [Math.max(0, Math.floor(x - reach)), Math.max(0, Math.floor(y - reach))];
  const across = Math.min(width, Math.ceil(x + reach) + 1) - left;
  const down = Math.min(height, Math.ceil(y + reach) + 1) - top;
  const part = new Uint8ClampedArray(4 * across * down);
  const shut = new Uint8Array(across * down);
  for (let v = 0; v < down; v++) {
    const from = (top + v) * width + left;
    part.set(data.subarray(4 * from, 4 * (from + across)), 4 * v * across);
    if (closed) shut.set(closed.subarray(from, from + across), v * across);
  }
  const picture = { data: part, width: across, height: down };
  return { picture, closed: shut, left, top, x: x - left, y: y - top };
}

/** The thing around a place, if it has about this size. */
function ofSize({ picture, closed, x, y }: Window, radius: number): Uint8Array {
  const { width, height } = picture;
  const map = () => new Uint8Array(width * height);
  const [shape, may, around] = [map(), map(), map()];
  for (let pixel = 0; pixel < shape.length; pixel++) {
    const far = Math.hypot((pixel % width) - x, Math.floor(pixel / width) - y) / radius;
    if (far > AROUND || closed[pixel]) continue;
    if (far <= CORE) shape[pixel] = 1;
    if (far <= MAY) may[pixel] = 1;
    else around[pixel] = 1;
  }
  return separate(picture, { shape, may, around, rounds: ROUNDS });
}

/** How well a shape's border stands out; 0: not at all. @param usual area of usual things, px */
function scoreOf(
  { picture, x, y }: Window,
  shape: Uint8Array,
  radius: number,
  usual: number,
): number {
  const { data, width, height } = picture;
  const count = countOf(shape);
  const fills = count / (Math.PI * radius * radius);
  if (fills < FILLS.least || fills > FILLS.most || !shape[y * width + x]) return 0;
  let border = 0;
  let ending = 0;
  let contrast = 0;
  for (let v = OVER; v < height - OVER; v++) {
    for (let pixel = v * width + OVER; pixel < (v + 1) * width - OVER; pixel++) {
      if (!shape[pixel]) continue;
      for (const step of [1, -1, width, -width]) {
        if (shape[pixel + step]) continue;
        const outer = pixel + OVER * step;
        const far = Math.hypot((outer % width) - x, Math.floor(outer / width) - y);
        border++;
        if (far > MAY * radius) ending++;
        contrast += differenceAt(data, shape[pixel - step] ? pixel - step : pixel, outer);
      }
    }
  }
  if (border === 0 || ending > MOST_CUT * border) return 0;
  const mean = contrast / border;
  const sizeFactor =
    count < usual ? (count / usual) ** LESS_BY.smaller : (usual / count) ** LESS_BY.larger;
  return mean < LEAST_CONTRAST ? 0 : mean * (1 - ending / border) * sizeFactor;
}

/** The largest difference among the three colours. */
function differenceAt(colours: Uint8ClampedArray, a: number, b: number): number {
  const [i, j] = [4 * a, 4 * b];
  return Math.max(
    Math.abs(colours[i]! - colours[j]!),
    Math.abs(colours[i + 1]! - colours[j + 1]!),
    Math.abs(colours[i + 2]! - colours[j + 2]!),
  );
}

/**
 * Refines the shape of a followed thing, which may have turned or come nearer.
 * @param closed as in `growThing`
 * @returns undefined where the colours are inconclusive
 */
export function refineThing(
  picture: SmallPicture,
  shape: Shape,
  closed?: Uint8Array,
): Shape | undefined {
  const { data, width, height, box } = shape;
  const was = countOf(data);
  const size = Math.sqrt(was);
  const [grow, reach] = [Math.max(2, REFINE.grow * size), Math.max(8, REFINE.around * size)];
  const [across, down] = [box.right - box.left, box.bottom - box.top];
  const [x, y] = [box.left + (across >> 1), box.top + (down >> 1)];
  const window = cut(picture, x, y, Math.max(across, down) / 2 + reach + 1, closed);
  const { width: w, height: h } = window.picture;
  const part = new Uint8Array(w * h);
  for (let v = 0; v < h; v++) {
    const from = (window.top + v) * width + window.left;
    part.set(data.subarray(from, from + w), v * w);
  }
  const far = distanceTo(part, w, h);
  const isOpen = (pixel: number) => !window.closed[pixel];
  const may = Uint8Array.from(far, (at, pixel) => (at <= grow && isOpen(pixel) ? 1 : 0));
  const around = Uint8Array.from(far, (at, pixel) =>
    at > grow && at <= reach && isOpen(pixel) ? 1 : 0,
  );
  const next = separate(window.picture, { shape: part, may, around, rounds: REFINE.rounds });
  const ratio = countOf(next) / Math.max(1, was);
  if (ratio < RATIO.least || ratio > RATIO.most) return undefined;
  return putBack(next, window, width, height);
}
