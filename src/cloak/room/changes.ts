// What belongs to the person although the mask does not hold it: a hand that the segmenter missed,
// the shadow on the wall. It is found where the frame differs from what the plate knows, and only
// where it hangs together with the person: the rest of the room is left alone.
import type { ByteMap } from '../plate.ts';
import { FAR, spreadDistance } from './distance.ts';
import { SEEN_FROM } from './report.ts';

/** How far from the person a change may lie, in shares of the small picture's longest side. */
const REACH = { object: 0.1, shadow: 0.3 };
/** What is hidden for so long (s) without changing is the room, after all. */
const PATIENCE = { object: 2, shadow: 30 };
/** A shadow takes away between these shares of the light, and leaves the colour as it was. */
const SHADOW = { least: 0.04, most: 0.6, chroma: 0.035 };
/** Grows the changes over their own soft edges, px of the small picture. */
const GROWTH = 1.5;
/** Over so many px the edge becomes soft. */
const SOFT = 2;
/** Changes that hang together in fewer px are noise. */
const FEWEST = 6;

export interface Changes {
  /**
   * @param picture `[height, width, 4]`, 0..255: the frame
   * @param matched `[height, width, 3]`, 0..255: the plate in the frame's light
   * @param distance `[height, width]`: px to the person
   * @param holeReach px from the person that are hole anyway
   * @returns alpha of what is to be hidden beside the hole, 0..255; filled anew by every run
   */
  find(
    picture: Uint8ClampedArray,
    matched: Float32Array,
    confidence: Float32Array,
    distance: Float32Array,
    options: { holeReach: number; tolerance: number; seconds: number },
  ): ByteMap;
  forget(): void;
}

/** @param width, height of the small picture, px */
export function createChanges(width: number, height: number): Changes {
  const pixels = width * height;
  const longest = Math.max(width, height);
  /** 0 as the plate says, 1 something else, 2 a shadow */
  const kinds = new Uint8Array(pixels);
  /** 1 hangs together with the person. */
  const reached = new Uint8Array(pixels);
  const queue = new Int32Array(pixels);
  /** For how long a pixel has differed from the plate, s. */
  const waited = new Float32Array(pixels);
  const edge = new Float32Array(pixels);
  const alpha: ByteMap = { data: new Uint8Array(pixels), width, height };

  function kindOf(
    pixel: number,
    picture: Uint8ClampedArray,
    matched: Float32Array,
    tolerance: number,
  ) {
    const r = picture[4 * pixel]!;
    const g = picture[4 * pixel + 1]!;
    const b = picture[4 * pixel + 2]!;
    const roomR = matched[3 * pixel]!;
    const roomG = matched[3 * pixel + 1]!;
    const roomB = matched[3 * pixel + 2]!;
    const differs = Math.max(Math.abs(r - roomR), Math.abs(g - roomG), Math.abs(b - roomB));
    const sum = r + g + b;
    const whole = roomR + roomG + roomB;
    const lost = 1 - sum / Math.max(1, whole);
    // On what is dark anyway a shadow cannot be told from noise.
    const isShadow =
      lost > Math.max(SHADOW.least, tolerance / Math.max(1, whole)) &&
      lost < SHADOW.most &&
      whole > 90 &&
      Math.abs(r / sum - roomR / whole) < SHADOW.chroma &&
      Math.abs(g / sum - roomG / whole) < SHADOW.chroma &&
      Math.abs(b / sum - roomB / whole) < SHADOW.chroma;
    if (isShadow && differs > 0.4 * tolerance) return 2;
    return differs > tolerance ? 1 : 0;
  }

  return {
    find(picture, matched, confidence, distance, { holeReach, tolerance, seconds }) {
      const [objectReach, shadowReach] = [REACH.object * longest, REACH.shadow * longest];
      let waiting = 0;
      reached.fill(0);
      for (let pixel = 0; pixel < pixels; pixel++) {
        const far = distance[pixel]!;
        kinds[pixel] = 0;
        if (far <= holeReach) {
          // The hole's border is where the changes begin.
          if (far > holeReach - 1.5) queue[waiting++] = pixel;
          reached[pixel] = 1;
          continue;
        }
        if (far > shadowReach || confidence[pixel]! < SEEN_FROM) {
          waited[pixel] = 0;
          continue;
        }
        const kind = kindOf(pixel, picture, matched, tolerance);
        waited[pixel] =
          kind === 0 ? Math.max(0, waited[pixel]! - 4 * seconds) : waited[pixel]! + seconds;
        const isOld = waited[pixel]! > (kind === 2 ? PATIENCE.shadow : PATIENCE.object);
        if (kind === 0 || isOld || (kind === 1 && far > holeReach + objectReach)) continue;
        kinds[pixel] = kind;
      }
      const isAtBorder = waiting;
      for (let i = 0; i < waiting; i++) {
        const pixel = queue[i]!;
        const x = pixel % width;
        const y = (pixel - x) / width;
        for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
          for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
            const near = v * width + u;
            if (reached[near] || !kinds[near]) continue;
            reached[near] = 1;
            queue[waiting++] = near;
          }
        }
      }
      alpha.data.fill(0);
      if (waiting - isAtBorder < FEWEST) return alpha;
      edge.fill(FAR);
      for (let i = isAtBorder; i < waiting; i++) edge[queue[i]!] = 0;
      spreadDistance(edge, width, height);
      for (let pixel = 0; pixel < pixels; pixel++) {
        const beyond = (edge[pixel]! - GROWTH) / SOFT;
        const isSeen = confidence[pixel]! >= SEEN_FROM;
        alpha.data[pixel] = isSeen ? 255 * Math.min(1, Math.max(0, 1 - beyond)) : 0;
      }
      return alpha;
    },
    forget() {
      waited.fill(0);
    },
  };
}
