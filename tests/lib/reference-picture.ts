// A reference implementation of the composed picture in plain numbers, written from what the docs say about alpha and
// matte.
import { MATTE, type Rect } from '../../src/frame/geometry.ts';
import { outputDepth, outputPlane, type Card } from '../../src/models/card.ts';
import { bilinear, type MadePicture } from './made-picture.ts';

export interface Composition {
  card: Card;
  frame: MadePicture;
  crop: Rect;
  /** The network's output, in the card's form. */
  fill: number[];
  /** The hole's alpha, [height, width], 0..255. If absent, only the matte counts. */
  hole?: number[];
}

export interface ComposedPixel {
  /** 0..1 */
  alpha: number;
  /** 0..255 */
  colour: number[];
}

/** What the cloaked view must show at every pixel, row by row. */
export function referencePicture({ card, frame, crop, fill, hole }: Composition): ComposedPixel[] {
  const { width, height } = card.input;
  const depth = outputDepth(card);
  const [low, high] = card.output.range;
  const rgbAt = outputPlane(card, 'rgb')!;
  const matteAt = outputPlane(card, 'matte');
  const values = Array.from({ length: width * height }, (_, i) => {
    const planes = fill.slice(i * depth, (i + 1) * depth);
    const colour = planes.slice(rgbAt, rgbAt + 3).map((value) => (value - low) / (high - low));
    return [...colour, matteAt === undefined ? 0 : planes[matteAt]!];
  });

  return Array.from({ length: frame.width * frame.height }, (_, i) => {
    const x = ((i % frame.width) + 0.5) / frame.width;
    const y = (Math.floor(i / frame.width) + 0.5) / frame.height;
    const inside = [(x - crop.x) / crop.width, (y - crop.y) / crop.height] as const;
    const [red, green, blue, matte] = bilinear(
      values,
      width,
      height,
      inside[0] * width,
      inside[1] * height,
    ) as [number, number, number, number];
    const share = Math.min(1, Math.max(0, (matte - MATTE.low) / (MATTE.high - MATTE.low)));
    const isInside = inside.every((value) => value >= 0 && value <= 1);
    const own = isInside ? share * share * (3 - 2 * share) * fadeOf(card, crop, inside) : 0;
    const alpha = Math.max(own, hole ? hole[i]! / 255 : 0);
    const seen = frame.data.slice(4 * i, 4 * i + 3);
    const colour = [red, green, blue].map((value, c) => {
      return seen[c]! * (1 - alpha) + 255 * value * alpha;
    });
    return { alpha, colour };
  });
}

/** A matte fades out where the crop ends inside the frame. */
function fadeOf({ input }: Card, crop: Rect, inside: readonly [number, number]): number {
  const sides = [
    [crop.x > 1e-4, inside[0] * input.width],
    [crop.y > 1e-4, inside[1] * input.height],
    [crop.x + crop.width < 1 - 1e-4, (1 - inside[0]) * input.width],
    [crop.y + crop.height < 1 - 1e-4, (1 - inside[1]) * input.height],
  ] as const;
  const along = sides.map(([ends, distance]) => (ends ? Math.min(1, distance / MATTE.fade) : 1));
  return Math.min(along[0]!, along[2]!) * Math.min(along[1]!, along[3]!);
}
