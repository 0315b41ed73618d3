// Where a picture of the room lies relative to the camera's view: shift, rotation and scale. Numbers, and small
// pictures.
import { inverseTurn, type Motion } from '../../frame/motion.ts';
import type { SmallPicture } from '../../frame/small-picture.ts';

export interface Size {
  width: number;
  height: number;
}

/**
 * Maps a place in the camera's picture, measured from its centre in shares of its width, to the other picture at
 * scale x R(angle) place + (x, y), measured from that picture's centre in shares of its width.
 */
export interface Placement {
  x: number;
  y: number;
  angle: number;
  scale: number;
}

/** Zooms tried: how much larger than the camera, or smaller, a picture may show the room. */
const ZOOMS = [1, 1.12, 0.9, 1.25, 1.4];

/** Candidate placements: as wide or as high as the camera's view, and zoomed. The likeliest first. */
export function likelyPlacements(picture: Size, camera: Size): Placement[] {
  const high = (picture.height / picture.width) * (camera.width / camera.height);
  const fits = Math.abs(high - 1) < 0.02 ? [1] : [1, high];
  return ZOOMS.flatMap((zoom) => fits.map((fit) => ({ x: 0, y: 0, angle: 0, scale: fit / zoom })));
}

/**
 * The placement, corrected by the motion found between the camera's picture and the picture as drawn.
 * @param motion px of a picture with `width`
 */
export function corrected(placement: Placement, motion: Motion, width: number): Placement {
  const [cos, sin] = turnOf(placement);
  const [x, y] = [motion.x / width, motion.y / width];
  return {
    x: placement.x + cos * x - sin * y,
    y: placement.y + sin * x + cos * y,
    angle: placement.angle + motion.angle,
    scale: placement.scale * motion.scale,
  };
}

function turnOf({ angle, scale }: Placement): [cosine: number, sine: number] {
  return [scale * Math.cos(angle), scale * Math.sin(angle)];
}

/**
 * Draws the picture as the camera would show it.
 * @returns RGBA, with alpha 0 where the picture does not reach, or is transparent
 */
export function drawPlaced(picture: SmallPicture, placement: Placement, size: Size): SmallPicture {
  const { width, height } = size;
  const { data: from, width: w, height: h } = picture;
  const data = new Uint8ClampedArray(4 * width * height);
  const [cos, sin] = turnOf(placement);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const across = (x + 0.5 - width / 2) / width;
      const down = (y + 0.5 - height / 2) / width;
      const u = (cos * across - sin * down + placement.x) * w + w / 2 - 0.5;
      const v = (sin * across + cos * down + placement.y) * w + h / 2 - 0.5;
      if (u < -0.5 || v < -0.5 || u > w - 0.5 || v > h - 0.5) continue;
      const left = Math.min(w - 2, Math.max(0, Math.floor(u)));
      const top = Math.min(h - 2, Math.max(0, Math.floor(v)));
      const [p, q] = [Math.min(1, Math.max(0, u - left)), Math.min(1, Math.max(0, v - top))];
      const first = 4 * (top * w + left);
      const corners = [first, first + 4, first + 4 * w, first + 4 * w + 4];
      if (corners.some((corner) => from[corner + 3] === 0)) continue;
      const at = 4 * (y * width + x);
      for (let c = 0; c < 3; c++) {
        const upper = (1 - p) * from[first + c]! + p * from[first + 4 + c]!;
        const lower = (1 - p) * from[first + 4 * w + c]! + p * from[first + 4 * w + 4 + c]!;
        data[at + c] = (1 - q) * upper + q * lower;
      }
      data[at + 3] = 255;
    }
  }
  return { data, width, height };
}

/**
 * The same as a canvas transform: the arguments of `setTransform` for drawing the picture at its own size.
 * @param picture px
 * @param camera px
 */
export function transformOf(
  placement: Placement,
  picture: Size,
  camera: Size,
): [a: number, b: number, c: number, d: number, e: number, f: number] {
  // Maps the picture to the camera's view: the inverse of the placement.
  const [cos, sin] = inverseTurn({ ...placement });
  const px = camera.width / picture.width;
  const [a, b] = [cos * px, -sin * px];
  const moved = (x: number, y: number) => [a * x - b * y, b * x + a * y] as const;
  const [e, f] = moved(
    -picture.width / 2 - placement.x * picture.width,
    -picture.height / 2 - placement.y * picture.width,
  );
  return [a, b, -b, a, e + camera.width / 2, f + camera.height / 2];
}
