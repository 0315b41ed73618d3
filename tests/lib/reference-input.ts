// A reference implementation of the generator's input in plain numbers, written from the contract and from
// training/vanish/networks/prefill.py, not from the shaders. Both versions of the input stage must match it.
import type { Rect } from '../../src/frame/geometry.ts';
import { cropTaps } from '../../src/cloak/pyramid.ts';
import type { Card } from '../../src/models/card.ts';
import { bilinear, sample, type Colour, type MadePicture } from './made-picture.ts';

/**
 * [height, width, channels] in the card's range.
 * @param hole of the frame's shape; red above 5 (of 255) is hole
 */
export function referenceInput(
  { input }: Card,
  frame: MadePicture,
  crop: Rect,
  hole?: MadePicture,
): number[] {
  const { width, height, channels } = input;
  const [low, high] = input.range;
  const taps = cropTaps(crop.width * frame.width, crop.height * frame.height, width, height);
  const seen: Colour[] = [];
  const known: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const place = (inX: number, inY: number) =>
        [
          crop.x + (crop.width * (x + inX)) / width,
          crop.y + (crop.height * (y + inY)) / height,
        ] as const;
      const colour: Colour = [0, 0, 0];
      for (let i = 0; i < taps * taps; i++) {
        const [inX, inY] = [((i % taps) + 0.5) / taps, (Math.floor(i / taps) + 0.5) / taps];
        const each = sample(frame, ...place(inX, inY));
        for (let c = 0; c < 3; c++) colour[c]! += each[c]! / (taps * taps);
      }
      seen.push(colour);
      known.push(hole && sample(hole, ...place(0.5, 0.5))[0] > 0.02 ? 0 : 1);
    }
  }
  const filled = referencePrefill(seen, known, width, height);
  const inRange = (colour: Colour) => colour.map((value) => low + value * (high - low));
  return seen.flatMap((colour, i) =>
    channels.flatMap((channel) => {
      if (channel === 'rgb') return inRange(colour);
      if (channel === 'masked-rgb') return inRange(known[i] ? colour : [0, 0, 0]);
      if (channel === 'prefilled-rgb') return inRange(filled[i]!);
      if (channel === 'mask') return 1 - known[i]!;
      return noise(i % width, Math.floor(i / width));
    }),
  );
}

/** As in training/vanish/networks/prefill.py. */
function referencePrefill(
  colours: Colour[],
  known: number[],
  width: number,
  height: number,
): Colour[] {
  const mixed = (below: Colour[]) =>
    colours.map((colour, i) =>
      colour.map((value, c) => value * known[i]! + below[i]![c]! * (1 - known[i]!)),
    ) as Colour[];
  if (width % 2 || height % 2) {
    const total = Math.max(
      1e-6,
      known.reduce((sum, value) => sum + value, 0),
    );
    const mean = [0, 1, 2].map(
      (c) => colours.reduce((sum, colour, i) => sum + colour[c]! * known[i]!, 0) / total,
    ) as Colour;
    return mixed(colours.map(() => mean));
  }
  const [halfWidth, halfHeight] = [width / 2, height / 2];
  const coarse: Colour[] = [];
  const coarseKnown: number[] = [];
  for (let y = 0; y < halfHeight; y++) {
    for (let x = 0; x < halfWidth; x++) {
      const four = [0, 1, 2, 3].map((i) => (2 * y + (i >> 1)) * width + 2 * x + (i & 1));
      const weight = four.reduce((sum, i) => sum + known[i]!, 0) / 4;
      coarse.push(
        [0, 1, 2].map(
          (c) =>
            four.reduce((sum, i) => sum + colours[i]![c]! * known[i]!, 0) /
            4 /
            Math.max(1e-6, weight),
        ) as Colour,
      );
      coarseKnown.push(Math.min(1, 4 * weight));
    }
  }
  const below = referencePrefill(coarse, coarseKnown, halfWidth, halfHeight);
  return mixed(
    colours.map((_, i) =>
      bilinear(
        below,
        halfWidth,
        halfHeight,
        ((i % width) + 0.5) / 2,
        (Math.floor(i / width) + 0.5) / 2,
      ),
    ) as Colour[],
  );
}

/** PCG (Jarzynski and Olano 2020), 0..1, the same in every frame. */
function noise(x: number, y: number): number {
  const state = (Math.imul(y * 65536 + x, 747796405) + 2891336453) >>> 0;
  const word = Math.imul((state >>> ((state >>> 28) + 4)) ^ state, 277803737) >>> 0;
  return (((word >>> 22) ^ word) >>> 8) / 16777216;
}
