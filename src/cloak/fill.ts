// A fill: what is put into the hole, as a value. Each has one owner, who gives it back. The pixels lie on the GPU, in
// the form of the tier's passes (webgl/fill.ts, webgpu/fill.ts).
import { outputDepth, outputPlane, type Card } from '../models/card.ts';
import type { Rect } from '../frame/geometry.ts';
import type { Light } from './room/light.ts';

/** What a fill is of. */
export interface FillPlace {
  /** The part of the frame that it covers. */
  readonly crop: Rect;
  /** The frame's light against that of the plate, when the fill was asked for; of a frame alone, the same light. */
  readonly light: Light;
}

export interface Fill extends FillPlace {
  /** Gives its memory back. Passes that were already told to use it still do; no later one may. */
  release(): void;
}

/** The fills of a tier that were made and not given back, each with what the tier keeps for it. */
export interface HeldFills<Kept> {
  /** @param free called once, when the fill is given back */
  add(kept: Kept, place: FillPlace, free: () => void): Fill;
  /** @throws Error if the fill was given back */
  keptFor(fill: Fill): Kept;
  readonly count: number;
  releaseAll(): void;
}

export function createHeldFills<Kept>(): HeldFills<Kept> {
  const held = new Map<Fill, Kept>();
  return {
    add(kept, { crop, light }, free) {
      const fill: Fill = {
        ...{ crop, light },
        release() {
          if (held.delete(fill)) free();
        },
      };
      held.set(fill, kept);
      return fill;
    },
    keptFor(fill) {
      const kept = held.get(fill);
      if (kept === undefined) throw new Error('A fill was to be used that was given back.');
      return kept;
    },
    get count() {
      return held.size;
    },
    releaseAll() {
      for (const fill of [...held.keys()]) fill.release();
    },
  };
}

/** How a fill's numbers lie: [height, width, depth], row by row. */
export interface FillShape {
  /** px */
  width: number;
  height: number;
  /** Numbers per pixel. */
  depth: number;
  /** Where a pixel's colour begins. */
  rgbAt: number;
  /** Where its matte is; undefined if there is none. */
  matteAt?: number;
  /** What black and white are. */
  range: readonly [number, number];
}

/** Of what a generator with this card answers. */
export function shapeOfAnswer(card: Card): FillShape {
  const { width, height } = card.input;
  return {
    ...{ width, height, depth: outputDepth(card), range: card.output.range },
    rgbAt: outputPlane(card, 'rgb') ?? 0,
    matteAt: outputPlane(card, 'matte'),
  };
}
