// A fill: what is put into the hole, as a value. Each has one owner, who releases it. The pixels are on the GPU, in
// the form that the tier's passes use (webgl/fill.ts, webgpu/fill.ts).
import { outputDepth, outputPlane, type Card } from '../models/card.ts';
import type { Rect } from '../frame/geometry.ts';
import type { Light } from './room/light.ts';

/** What a fill covers. */
export interface FillPlace {
  /** The part of the frame that it covers. */
  readonly crop: Rect;
  /**
   * The frame's light relative to the plate's when the fill was requested; SAME_LIGHT for a fill made from the frame
   * alone.
   */
  readonly light: Light;
}

export interface Fill extends FillPlace {
  /** Releases its memory. Passes that have already been issued may still use it; later ones may not. */
  release(): void;
}

/** The fills of a tier that have not been released, each with what the tier keeps for it. */
export interface HeldFills<Kept> {
  /** @param free called once, when the fill is released */
  add(kept: Kept, place: FillPlace, free: () => void): Fill;
  /** @throws Error if the fill was released */
  keptFor(fill: Fill): Kept;
  readonly count: number;
  releaseAll(): void;
}

export function createHeldFills<Kept>(): HeldFills<Kept> {
  const held = new Map<Fill, Kept>();
  return {
    add(kept, { crop, light }, free) {
      const fill: Fill = {
        crop,
        light,
        release() {
          if (held.delete(fill)) free();
        },
      };
      held.set(fill, kept);
      return fill;
    },
    keptFor(fill) {
      const kept = held.get(fill);
      if (kept === undefined) throw new Error('A fill was used after its release.');
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

/** The layout of a fill's numbers: [height, width, depth], row by row. */
export interface FillShape {
  /** px */
  width: number;
  height: number;
  /** Numbers per pixel. */
  depth: number;
  /** Index of the first colour plane. */
  rgbAt: number;
  /** Index of the matte plane; undefined if there is none. */
  matteAt?: number;
  /** The values of black and white. */
  range: readonly [number, number];
}

/** The layout of the output of a generator with this card. */
export function shapeOfAnswer(card: Card): FillShape {
  const { width, height } = card.input;
  return {
    width,
    height,
    depth: outputDepth(card),
    range: card.output.range,
    rgbAt: outputPlane(card, 'rgb') ?? 0,
    matteAt: outputPlane(card, 'matte'),
  };
}
