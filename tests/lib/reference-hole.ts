// A reference implementation of the hole in plain numbers, written from docs/architecture.md and geometry.ts, not from
// the shaders. Both versions of the hole stage must match it.
import { HOLE, holeSize } from '../../src/frame/geometry.ts';
import { bilinear, makePicture, sample, type MadePicture } from './made-picture.ts';

export interface ReferenceHole {
  /** The hole's own picture: its alpha in red. */
  picture: MadePicture;
  /** For every pixel of the frame, row by row, 0..255. */
  alpha: number[];
  /** Whether the room is learned from it. */
  isLearnt: boolean[];
}

/** A picture with one number per pixel. */
interface Plane {
  width: number;
  height: number;
  values: number[];
}

/** @param mask white (red channel) = person */
export function referenceHole(mask: MadePicture, frame: MadePicture): ReferenceHole {
  const size = holeSize(frame.width, frame.height);
  const soft = softened(mask, frame, size);
  const grown = largest(soft, size.growth);
  const near = largest(grown, size.apart);
  const alpha = blurred(grown, size.feather);
  alpha.values = alpha.values.map((value) => Math.min(1, 2 * value));
  // Round before sampling: a pixel is either kept apart from the room or not.
  near.values = near.values.map((value) => (value >= 0.5 ? 1 : 0));
  const [shown, kept] = [atFrame(alpha, frame), atFrame(near, frame)];
  return {
    picture: makePicture(size.width, size.height, (x, y) => [
      255 * alpha.values[y * size.width + x]!,
      0,
      0,
    ]),
    alpha: shown.map((value) => 255 * value),
    isLearnt: shown.map((value, i) => value === 0 && kept[i]! <= 0.5),
  };
}

/** A joint bilateral mean over a spiral of 12 places, then the mask's confidence between its two levels. */
function softened(
  mask: MadePicture,
  frame: MadePicture,
  { width, height, refine }: ReturnType<typeof holeSize>,
): Plane {
  const values = Array.from({ length: width * height }, (_, i) => {
    const x = ((i % width) + 0.5) / width;
    const y = (Math.floor(i / width) + 0.5) / height;
    const own = sample(frame, x, y);
    let sum = sample(mask, x, y)[0];
    let weights = 1;
    for (let tap = 0; tap < 12; tap++) {
      const angle = tap * 2.399963;
      const far = Math.sqrt((tap + 0.5) / 12);
      const atX = x + refine[0]! * far * Math.cos(angle);
      const atY = y + refine[1]! * far * Math.sin(angle);
      const squares = sample(frame, atX, atY).reduce((all, v, c) => all + (v - own[c]!) ** 2, 0);
      const weight = Math.exp(-squares / (2 * 0.07 ** 2));
      sum += weight * sample(mask, atX, atY)[0];
      weights += weight;
    }
    const share = (sum / weights - HOLE.maskLow) / (HOLE.maskHigh - HOLE.maskLow);
    return Math.min(1, Math.max(0, share));
  });
  return { width, height, values };
}

/** The largest value within this many px along both axes. */
function largest(plane: Plane, reach: number): Plane {
  return alongBoth(plane, reach, (near) => Math.max(...near));
}

/** Blurred by a triangle of this radius, px. */
function blurred(plane: Plane, reach: number): Plane {
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) => reach + 1 - Math.abs(i - reach));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return alongBoth(
    plane,
    reach,
    (near) => near.reduce((sum, value, i) => sum + value * weights[i]!, 0) / total,
  );
}

/** Replaces each pixel by `combine` of it and its neighbours, along x and then along y. */
function alongBoth(plane: Plane, reach: number, combine: (near: number[]) => number): Plane {
  const { width, height } = plane;
  const clamp = (value: number, end: number) => Math.min(end - 1, Math.max(0, value));
  const along = (values: number[], stepX: number, stepY: number) =>
    values.map((_, pixel) => {
      const [x, y] = [pixel % width, Math.floor(pixel / width)];
      const near = Array.from({ length: 2 * reach + 1 }, (__, i) => {
        const [atX, atY] = [x + stepX * (i - reach), y + stepY * (i - reach)];
        return values[clamp(atY, height) * width + clamp(atX, width)]!;
      });
      return combine(near);
    });
  return { width, height, values: along(along(plane.values, 1, 0), 0, 1) };
}

/** Its values at the centres of the frame's pixels. */
function atFrame({ width, height, values }: Plane, frame: MadePicture): number[] {
  const planes = values.map((value) => [value]);
  return Array.from({ length: frame.width * frame.height }, (_, i) => {
    const x = (((i % frame.width) + 0.5) / frame.width) * width;
    const y = ((Math.floor(i / frame.width) + 0.5) / frame.height) * height;
    return bilinear(planes, width, height, x, y)[0]!;
  });
}
