// Compares the frame with the remembered room where both show it: whether the camera moved, and whether it shows
// something else.
import { STILL, reachOf, type Motion } from '../../frame/motion.ts';
import type { SmallPicture } from '../../frame/small-picture.ts';
import { createAligner } from './alignment.ts';
import { spreadOver } from './darkness.ts';
import { fitLight, type Light } from './light.ts';
import type { PlateMap } from './plate-map.ts';
import { SEEN_FROM } from './report.ts';
import { structureLikeness } from './structure.ts';

/** Smaller motion is noise of the estimate, px of the small picture. */
const LEAST_MOTION = 0.12;
/** Motion counts if it explains at least this share of the difference. */
const LEAST_GAIN = 0.3;
/** With a lower similarity the camera shows something else, */
const LEAST_LIKENESS = 0.3;
/**
 * unless at least this share of the pixels is unchanged: then something moves in front of the room. Of 150 photos of
 * rooms, 146 turned by a tenth of the width fall below it, as do all shown instead of another; a disc across a plain
 * picture leaves 0.8 unchanged.
 */
const MOST_ALIKE = 0.6;
/** Up to this difference a pixel is unchanged, grey levels. */
const ALIKE = 10;
/** Brighter values may be clipped. */
const BRIGHTEST = 250;
/** How far the person's shadow may reach, in shares of the longest side. */
const SHADOW_REACH = 0.2;

export interface Comparison {
  /**
   * Compares the next frame with the plate.
   * @param isBeside whether it shows the room at a pixel
   * @returns the share of the frame where it shows the room and the room is known, 0..1
   */
  take(picture: SmallPicture, plate: PlateMap, isBeside: (pixel: number) => boolean): number;
  /**
   * Weights the pixels, from now on, by how much they reveal of the light. Near the person the room may be in their
   * shadow, so pixels further away count more. Clipped pixels do not count.
   * @param distance `[height, width]`: px to the nearest person
   * @param reach px within which nothing counts
   */
  weighForLight(picture: SmallPicture, distance: Float32Array, reach: number): void;
  /** `[height, width]`, 0..1: each pixel's weight. */
  readonly weights: Float32Array;
  /** Luma of the plate and of the frame, `[height, width]`, 0..255. */
  readonly plateLuma: Float32Array;
  readonly frameLuma: Float32Array;
  /** Mean and standard deviation of the frame's luma where the weight is above 0, grey levels. */
  spread(): { mean: number; deviation: number };
  /** How the camera moved, px of the small picture; STILL where it did not, or where that is uncertain. */
  findMotion(): Motion;
  /** Whether the frame's patterns differ from the plate's. */
  hasOtherPatterns(): boolean;
  /**
   * Whether the frame shows another room, rather than something moving in front of it. @param light of the last frame
   */
  showsAnotherRoom(picture: SmallPicture, plate: PlateMap, light: Light | undefined): boolean;
}

/** @param width px of the small picture @param height px of the small picture */
export function createComparison(width: number, height: number): Comparison {
  const pixels = width * height;
  const longest = Math.max(width, height);
  const aligner = createAligner(width, height);
  const weights = new Float32Array(pixels);
  const plateLuma = new Float32Array(pixels);
  const frameLuma = new Float32Array(pixels);

  function hasOtherPatterns(): boolean {
    const likeness = structureLikeness(plateLuma, frameLuma, weights, width, height);
    return likeness !== undefined && likeness < LEAST_LIKENESS;
  }

  return {
    weights,
    plateLuma,
    frameLuma,
    hasOtherPatterns,
    take({ data }, { colour, confidence }, isBeside) {
      let visible = 0;
      for (let pixel = 0; pixel < pixels; pixel++) {
        const at = 3 * pixel;
        weights[pixel] = confidence[pixel]! >= SEEN_FROM && isBeside(pixel) ? 1 : 0;
        visible += weights[pixel]!;
        frameLuma[pixel] = luma(data[4 * pixel]!, data[4 * pixel + 1]!, data[4 * pixel + 2]!);
        plateLuma[pixel] = luma(colour[at]!, colour[at + 1]!, colour[at + 2]!);
      }
      return visible / pixels;
    },
    weighForLight({ data }, distance, reach) {
      const far = SHADOW_REACH * longest;
      for (let pixel = 0; pixel < pixels; pixel++) {
        if (weights[pixel]! <= 0) continue;
        const at = 4 * pixel;
        const most = Math.max(data[at]!, data[at + 1]!, data[at + 2]!);
        const share = (distance[pixel]! - reach) / far;
        weights[pixel] = most > BRIGHTEST ? 0 : Math.min(1, Math.max(0.05, share));
      }
    },
    spread: () => spreadOver(frameLuma, (pixel) => weights[pixel]! > 0),
    findMotion() {
      const { motion, error, errorAtRest, isCertain } = aligner.align(
        plateLuma,
        frameLuma,
        weights,
      );
      const isReal = reachOf(motion, longest) > LEAST_MOTION;
      return isCertain && isReal && error < (1 - LEAST_GAIN) * errorAtRest ? motion : STILL;
    },
    showsAnotherRoom({ data }, { colour }, light) {
      if (!hasOtherPatterns()) return false;
      const fit = fitLight(colour, data, weights, light);
      if (!fit) return false;
      const gain = fit.light.gain[1];
      const offset = fit.light.offset[1];
      let all = 0;
      let alike = 0;
      for (let pixel = 0; pixel < pixels; pixel++) {
        if (weights[pixel]! <= 0) continue;
        all++;
        const expected = gain * colour[3 * pixel + 1]! + offset;
        if (Math.abs(data[4 * pixel + 1]! - expected) < ALIKE) alike++;
      }
      return alike < MOST_ALIKE * all;
    },
  };
}

function luma(r: number, g: number, b: number): number {
  return 0.299 * r + 0.587 * g + 0.114 * b;
}
