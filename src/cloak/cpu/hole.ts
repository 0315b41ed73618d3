// The hole stage on the CPU: person mask in, hole picture out.
import { HOLE, holeSize } from '../../frame/geometry.ts';
import { holeBounds } from '../../frame/hole-bounds.ts';
import type { HoleInputs } from '../passes.ts';
import { NOTHING_HIDDEN } from '../plate.ts';
import type { Kernels } from './kernels.ts';

/** The hole's picture, RGBA: its alpha, the person's alone, and where nothing may be learned. */
export interface HolePicture {
  address: number;
  /** px */
  width: number;
  height: number;
}

/** The taps form a spiral; the golden angle, radians, spreads them evenly. */
const TAPS = 12;
const GOLDEN = 2.399963;
/** Standard deviation of the colour weight, grey levels. */
const ALIKE = 0.07 * 255;
/** The same as in kernels/hole.ts. */
const STEPS = 64;
/** Weights by the squared distance of two colours, in steps of STEPS, until they are negligible. */
const WEIGHTS = Float32Array.from({ length: 64 }, (_, i) =>
  Math.exp((-i * STEPS) / (2 * ALIKE * ALIKE)),
);

/** Makes the hole, covering the whole frame; valid until the next one. */
export function makeHole(
  kernels: Kernels,
  { mask, margin, hide = NOTHING_HIDDEN, frameWidth, frameHeight }: HoleInputs,
): HolePicture {
  const around = holeSize(frameWidth, frameHeight, margin);
  const { width, height, growth, feather, apart, refine } = around;
  const pixels = width * height;
  const address = kernels.at('hole', 4 * pixels);
  const [a, b, c] = ['a', 'b', 'c'].map((name) => kernels.at(`hole-${name}`, pixels));
  const maskAt = kernels.at('mask', mask.data.length);
  const hideAt = kernels.at('hide', hide.data.length);
  const tapsAt = kernels.at('taps', 8 * TAPS);
  const weightsAt = kernels.at('weights', 4 * WEIGHTS.length);
  const rowAt = kernels.at('hole-row', 16 * (width + 1));

  kernels.setHole(address, width, height, rowAt);
  kernels.bytesAt(address, 4 * pixels).fill(0);
  const part = holeBounds(mask, hide, around);
  if (!part) {
    kernels.setHolePart(0, 0, 0, 0);
    return { address, width, height };
  }
  const [right, bottom] = [part.left + part.width, part.top + part.height];
  // Between two pixels of the hole the frame interpolates both.
  const [across, down] = [frameWidth / width, frameHeight / height];
  kernels.setHolePart(
    Math.max(0, Math.floor((part.left - 1) * across)),
    Math.max(0, Math.floor((part.top - 1) * down)),
    Math.min(frameWidth, Math.ceil((right + 1) * across)),
    Math.min(frameHeight, Math.ceil((bottom + 1) * down)),
  );

  for (const plane of [a!, b!, c!]) kernels.bytesAt(plane, pixels).fill(0);
  kernels.bytesAt(maskAt, mask.data.length).set(mask.data);
  kernels.bytesAt(hideAt, hide.data.length).set(hide.data);
  kernels.floatsAt(weightsAt, WEIGHTS.length).set(WEIGHTS);
  const taps = kernels.floatsAt(tapsAt, 2 * TAPS);
  for (let i = 0; i < TAPS; i++) {
    const far = Math.sqrt((i + 0.5) / TAPS);
    taps[2 * i] = refine[0]! * frameWidth * far * Math.cos(i * GOLDEN);
    taps[2 * i + 1] = refine[1]! * frameHeight * far * Math.sin(i * GOLDEN);
  }
  kernels.setHolePass(width, height, part.left, part.top, right, bottom);
  const [least, most, rows] = ['least', 'most', 'rows'].map((name) =>
    kernels.at(`mask-${name}`, mask.data.length),
  );
  // Covers the taps and what bilinear sampling reads beside them.
  const reach = Math.ceil(Math.max(refine[0]! * mask.width, refine[1]! * mask.height)) + 1;
  kernels.bounds(least!, most!, rows!, maskAt, mask.width, mask.height, reach);
  kernels.soften(
    a!,
    maskAt,
    least!,
    most!,
    mask.width,
    mask.height,
    tapsAt,
    TAPS,
    weightsAt,
    WEIGHTS.length,
    HOLE.maskLow,
    HOLE.maskHigh,
  );
  kernels.grow(b!, a!, 1, 0, growth);
  kernels.grow(a!, b!, 0, 1, growth);
  kernels.blur(b!, a!, feather);
  kernels.grow(c!, a!, 1, 0, apart);
  kernels.feather(address, b!, c!, feather, apart, hideAt, hide.width, hide.height);
  return { address, width, height };
}
