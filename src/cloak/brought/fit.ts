// Whether a picture shows the same room as the camera, and how to place and light it so that it matches. Judged by
// what is known about the room, on small pictures.
import { createAligner } from '../room/alignment.ts';
import { FAR, spreadDistance } from '../room/distance.ts';
import { createLightField } from '../room/light-field.ts';
import { fitLight } from '../room/light.ts';
import type { FrameLight } from '../plate.ts';
import { SEEN_FROM } from '../room/report.ts';
import type { SmallPicture } from '../../frame/small-picture.ts';
import { structureLikeness } from '../room/structure.ts';
import { corrected, drawPlaced, likelyPlacements, type Placement } from './placement.ts';

/** If less than this share of the frame can be compared, nothing is concluded. */
const LEAST_COMMON = 0.12;
/**
 * Similarity of the light and dark patterns, -1..1: the least that is accepted, and one at which the search stops.
 */
const LIKENESS = { least: 0.6, good: 0.85 };
/** At least this share of what both show must look the same, up to SAME grey levels. */
const LEAST_SAME = 0.6;
const SAME = 16;
/** Rounds of refining a placement. */
const ROUNDS = 3;
/** Shifts tried if no unshifted placement fits, shares of the width. */
const SHIFTS = [-0.08, 0, 0.08];
/** A change in the room is at least this thick, px of the small picture. */
const CHANGE = 2;

/** What is known about the room. */
export interface KnownRoom {
  width: number;
  height: number;
  /** `[height, width, 3]`, 0..255. */
  colour: Float32Array;
  /** `[height, width]`; see report.ts. */
  confidence: Float32Array;
}

export interface Fit {
  placement: Placement;
  /** known = (gain x picture + offset) x (1 + field). */
  light: FrameLight;
  /** `[height, width, 3]`: the picture placed as the camera would show it, in the room's light. */
  lit: Float32Array;
  /** `[height, width]`: 1 where the picture can be trusted to show the room. */
  trusted: Uint8Array;
}

/** little: too little of the room is known to compare. other: it is not the same view. */
export type Misfit = 'little' | 'other';

/** @param picture of the room, up to a few hundred px; transparent pixels (alpha 0) are ignored */
export function fitPicture(picture: SmallPicture, known: KnownRoom): Fit | Misfit {
  const { width, height, colour, confidence } = known;
  const pixels = width * height;
  const aligner = createAligner(width, height);
  const knownLuma = lumaOf(colour, 3);
  const weights = new Float32Array(pixels);
  let isAnyCommon = false;

  /**
   * Draws the picture, and sets the weights to where both show the room. @returns undefined where that is too little
   */
  function draw(placement: Placement): SmallPicture | undefined {
    const drawn = drawPlaced(picture, placement, known);
    let common = 0;
    for (let pixel = 0; pixel < pixels; pixel++) {
      const isBoth = confidence[pixel]! >= SEEN_FROM && drawn.data[4 * pixel + 3]! > 0;
      weights[pixel] = isBoth ? 1 : 0;
      common += weights[pixel]!;
    }
    if (common < LEAST_COMMON * pixels) return undefined;
    isAnyCommon = true;
    return drawn;
  }

  const likenessOf = ({ data }: SmallPicture) =>
    structureLikeness(knownLuma, lumaOf(data, 4), weights, width, height) ?? -1;

  /** Moves it to where the two are most similar. */
  function settle(from: Placement, rounds: number): { placement: Placement; likeness: number } {
    let best = { placement: from, likeness: -1 };
    let placement = from;
    for (let round = 0; round <= rounds; round++) {
      const drawn = draw(placement);
      if (!drawn) break;
      const likeness = likenessOf(drawn);
      if (likeness > best.likeness) best = { placement, likeness };
      else if (round > 1) break;
      const { motion } = aligner.align(knownLuma, lumaOf(drawn.data, 4), weights);
      placement = corrected(placement, motion, width);
    }
    return best;
  }

  let best: ReturnType<typeof settle> | undefined;
  for (const shift of [[0], SHIFTS]) {
    for (const start of likelyPlacements(picture, known)) {
      if (best && best.likeness > LIKENESS.good) break;
      for (const x of shift) {
        for (const y of shift) {
          const moved = { ...start, x: start.scale * x, y: start.scale * y };
          const settled = settle(moved, 1);
          if (settled.likeness > (best?.likeness ?? -1)) best = settled;
        }
      }
    }
    if (best) best = settle(best.placement, ROUNDS);
    if (best && best.likeness >= LIKENESS.least) break;
  }
  if (!isAnyCommon) return 'little';
  if (!best || best.likeness < LIKENESS.least) return 'other';
  const drawn = draw(best.placement)!;
  const found = light(drawn, known, weights);
  if (!found) return 'other';
  const same = sameness(found.lit, colour, weights);
  const share = same.reduce((sum, is, pixel) => sum + is * weights[pixel]!, 0);
  if (share < LEAST_SAME * weights.reduce((sum, weight) => sum + weight, 0)) return 'other';
  const trusted = trust(drawn, same, weights);
  return { placement: best.placement, ...found, trusted };
}

/** Puts the picture into the room's light: gain and offset, and a smooth field for the rest. */
function light(drawn: SmallPicture, known: KnownRoom, weights: Float32Array) {
  const { width, height, colour } = known;
  const pixels = width * height;
  const from = new Float32Array(3 * pixels);
  const to = new Uint8ClampedArray(4 * pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let c = 0; c < 3; c++) {
      from[3 * pixel + c] = drawn.data[4 * pixel + c]!;
      to[4 * pixel + c] = colour[3 * pixel + c]!;
    }
  }
  const fit = fitLight(from, to, weights);
  if (!fit) return undefined;
  const { gain, offset } = fit.light;
  const field = createLightField(width, height);
  const residual = new Float32Array(3 * pixels);
  const even = from.map((value, at) => gain[at % 3]! * value + offset[at % 3]!);
  for (let at = 0; at < even.length; at++) residual[at] = colour[at]! - even[at]!;
  field.update(residual, even, weights, 1, true);
  const lit = new Float32Array(3 * pixels);
  field.sample(lit);
  for (let at = 0; at < lit.length; at++) lit[at] = (1 + lit[at]!) * even[at]!;
  return { light: { light: fit.light, field: field.grid }, lit };
}

/** 1 where both look the same. */
function sameness(lit: Float32Array, colour: Float32Array, weights: Float32Array): Uint8Array {
  return Uint8Array.from(weights, (weight, pixel) => {
    if (weight <= 0) return 0;
    const off = [0, 1, 2].map((c) => Math.abs(lit[3 * pixel + c]! - colour[3 * pixel + c]!));
    return Math.max(...off) < SAME ? 1 : 0;
  });
}

/**
 * Where the room has changed since the picture was taken, the picture is not trusted in hidden places next to the
 * change either.
 */
function trust(
  { data, width, height }: SmallPicture,
  same: Uint8Array,
  weights: Float32Array,
): Uint8Array {
  const distance = (isThere: (pixel: number) => boolean) => {
    const map = Float32Array.from(same, (_, pixel) => (isThere(pixel) ? 0 : FAR));
    return spreadDistance(map, width, height);
  };
  const toSame = distance((pixel) => same[pixel] === 1);
  // Anything thinner is an edge that is slightly misplaced.
  const toOther = distance((pixel) => weights[pixel]! > 0 && toSame[pixel]! > CHANGE);
  return Uint8Array.from(same, (_, pixel) => {
    const isOther = toOther[pixel]! + CHANGE < toSame[pixel]!;
    return data[4 * pixel + 3]! > 0 && !isOther ? 1 : 0;
  });
}

/** @param channels per pixel of the data, 3 or 4 */
function lumaOf(data: ArrayLike<number>, channels: number): Float32Array {
  const luma = new Float32Array(data.length / channels);
  for (let pixel = 0, at = 0; pixel < luma.length; pixel++, at += channels) {
    luma[pixel] = 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
  }
  return luma;
}
