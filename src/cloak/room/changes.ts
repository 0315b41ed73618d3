// What belongs to the person although the mask misses it: a hand that the segmenter missed, the shadow on the wall,
// somebody who enters at the edge. It is found where the frame differs from the plate, and only where the difference
// connects to the person or to the frame's edge: the rest of the room is left alone.
import type { HideMap } from '../plate.ts';
import { FAR, spreadDistance } from './distance.ts';
import { SEEN_FROM } from './report.ts';

/** How far from the person a change may be, in shares of the small picture's longest side. */
const REACH = { object: 0.12, shadow: 0.3 };
/**
 * A shadow that has not changed for this long, s, belongs to the room. (The plate itself learns other changes after
 * SWITCH_AFTER.)
 */
const PATIENCE = 30;
/** A shadow removes between these shares of the light; its chromaticity differs by less than `chroma`. */
const SHADOW = { least: 0.04, most: 0.6, chroma: 0.035 };
/** Changes are grown by this over their own soft edges, px of the small picture. */
const GROWTH = 1.5;
/** Width of the soft edge, px. */
const SOFT = 2;
/** Connected changes of fewer px are noise (near the person), or nobody (entering at the frame's edge). */
const FEWEST = { near: 6, entering: 60 };
/**
 * Where the room is as the plate says, the plate fades into the frame over this share of the longest side, so that
 * small differences, such as a faint shadow, leave no visible edge.
 */
const FADE = 0.08;

export interface FindOptions {
  /** px from the person that are hole anyway. */
  holeReach: number;
  /** Differences up to this are noise, grey levels of 255. */
  tolerance: number;
  /** s since the last frame. */
  seconds: number;
  /** The light has just changed: people entering are not looked for, as the whole frame differs. */
  isSudden: boolean;
  /** `[height, width]`: 1 where people are kept visible; they are not changes. */
  kept?: Uint8Array;
}

export interface Changes {
  /**
   * @param picture `[height, width, 4]`, 0..255: the frame
   * @param matched `[height, width, 3]`, 0..255: the plate in the frame's light
   * @param confidence `[height, width]`, 0..1, of the plate
   * @param distance `[height, width]`: px to the person
   * @returns what to hide besides the hole; overwritten by the next run
   */
  find(
    picture: Uint8ClampedArray,
    matched: Float32Array,
    confidence: Float32Array,
    distance: Float32Array,
    options: FindOptions,
  ): HideMap;
  forget(): void;
}

const [SAME, OBJECT, SHADE, KEPT] = [0, 1, 2, 3];

/** @param width px of the small picture @param height px of the small picture */
export function createChanges(width: number, height: number): Changes {
  const pixels = width * height;
  const longest = Math.max(width, height);
  /** What a pixel shows: SAME, OBJECT, SHADE or KEPT. */
  const kinds = new Uint8Array(pixels);
  /** 1 where it is hidden. */
  const reached = new Uint8Array(pixels);
  const queue = new Int32Array(pixels);
  /** How long a pixel has been in an unchanged shadow, s. */
  const waited = new Float32Array(pixels);
  /** Its running mean luma in that shadow, 0..255. */
  const looked = new Float32Array(pixels);
  const edge = new Float32Array(pixels);
  const hide: HideMap = { data: new Uint8Array(2 * pixels), width, height };

  function kindOf(
    pixel: number,
    picture: Uint8ClampedArray,
    matched: Float32Array,
    tolerance: number,
  ): number {
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
    // On dark surfaces a shadow cannot be told from noise.
    const isShadow =
      lost > Math.max(SHADOW.least, tolerance / Math.max(1, whole)) &&
      lost < SHADOW.most &&
      whole > 90 &&
      Math.abs(r / sum - roomR / whole) < SHADOW.chroma &&
      Math.abs(g / sum - roomG / whole) < SHADOW.chroma &&
      Math.abs(b / sum - roomB / whole) < SHADOW.chroma;
    if (isShadow && differs > 0.4 * tolerance) return SHADE;
    return differs > tolerance ? OBJECT : SAME;
  }

  /** Whether a shadow has been unchanged for so long that it is the room. */
  function isRoom(
    pixel: number,
    picture: Uint8ClampedArray,
    tolerance: number,
    seconds: number,
  ): boolean {
    const at = 4 * pixel;
    const luma = 0.299 * picture[at]! + 0.587 * picture[at + 1]! + 0.114 * picture[at + 2]!;
    const isSame = Math.abs(luma - looked[pixel]!) < tolerance;
    looked[pixel] = isSame ? looked[pixel]! + 0.2 * (luma - looked[pixel]!) : luma;
    waited[pixel] = isSame ? waited[pixel]! + seconds : 0;
    return waited[pixel] > PATIENCE;
  }

  /** Floods from `queue[from..to]` through connected changes. @returns the new end of the queue */
  function flood(from: number, to: number, isOpen: (pixel: number) => boolean): number {
    let end = to;
    for (let i = from; i < end; i++) {
      const pixel = queue[i]!;
      const x = pixel % width;
      const y = (pixel - x) / width;
      for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
        for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
          const near = v * width + u;
          if (reached[near] || kinds[near] === SAME || kinds[near] === KEPT) continue;
          if (!isOpen(near)) continue;
          reached[near] = 1;
          queue[end++] = near;
        }
      }
    }
    return end;
  }

  /** Finds somebody who enters from a side or from below, before the segmenter detects them. */
  function findEntering(end: number): number {
    let last = end;
    const enter = (pixel: number) => {
      if (reached[pixel] || kinds[pixel] !== OBJECT) return;
      reached[pixel] = 1;
      queue[last] = pixel;
      const next = flood(last, last + 1, (near) => kinds[near] === OBJECT);
      // A region that is too small stays marked, so that it is not visited again, but is not kept.
      if (next - last >= FEWEST.entering) last = next;
    };
    for (let y = 0; y < height; y++) {
      enter(y * width);
      enter(y * width + width - 1);
    }
    for (let x = 0; x < width; x++) enter((height - 1) * width + x);
    return last;
  }

  function paint(from: number, to: number, confidence: Float32Array): void {
    edge.fill(FAR);
    for (let i = from; i < to; i++) edge[queue[i]!] = 0;
    spreadDistance(edge, width, height);
    for (let pixel = 0; pixel < pixels; pixel++) {
      if (confidence[pixel]! < SEEN_FROM) continue;
      const share = 1 - (edge[pixel]! - GROWTH) / SOFT;
      if (share > 0) hide.data[2 * pixel] = 255 * Math.min(1, share);
      if (kinds[pixel] === SHADE && reached[pixel]) hide.data[2 * pixel + 1] = 255;
    }
  }

  /** Fades the plate into the frame where both show the same room. */
  function fadeOut(confidence: Float32Array, distance: Float32Array, holeReach: number): void {
    const reach = FADE * longest;
    for (let pixel = 0; pixel < pixels; pixel++) {
      const isSame = kinds[pixel] === SAME || reached[pixel];
      edge[pixel] = confidence[pixel]! >= SEEN_FROM && isSame ? FAR : 0;
    }
    spreadDistance(edge, width, height);
    for (let pixel = 0; pixel < pixels; pixel++) {
      const beyond = distance[pixel]! - holeReach;
      if (beyond >= reach || edge[pixel] === 0) continue;
      const falling = Math.min(1, 1 - beyond / reach);
      const share = falling * falling * (3 - 2 * falling) * Math.min(1, edge[pixel]! / 4);
      hide.data[2 * pixel] = Math.max(hide.data[2 * pixel]!, 255 * share);
    }
  }

  return {
    find(
      picture,
      matched,
      confidence,
      distance,
      { holeReach, tolerance, seconds, isSudden, kept },
    ) {
      const objectReach = holeReach + REACH.object * longest;
      const shadowReach = holeReach + REACH.shadow * longest;
      let atBorder = 0;
      let isAnybody = false;
      reached.fill(0);
      for (let pixel = 0; pixel < pixels; pixel++) {
        kinds[pixel] = SAME;
        if (distance[pixel]! <= holeReach) {
          isAnybody = true;
          // Changes are flooded from the hole's border.
          if (distance[pixel]! > holeReach - 1.5) queue[atBorder++] = pixel;
          reached[pixel] = 1;
          continue;
        }
        if (kept?.[pixel]) {
          kinds[pixel] = KEPT;
          continue;
        }
        if (confidence[pixel]! < SEEN_FROM) {
          waited[pixel] = 0;
          continue;
        }
        const kind = kindOf(pixel, picture, matched, tolerance);
        if (kind !== SHADE) {
          kinds[pixel] = kind;
          waited[pixel] = Math.max(0, waited[pixel]! - 4 * seconds);
        } else if (!isRoom(pixel, picture, tolerance, seconds)) kinds[pixel] = SHADE;
      }
      let end = flood(0, atBorder, (pixel) =>
        kinds[pixel] === SHADE ? distance[pixel]! <= shadowReach : distance[pixel]! <= objectReach,
      );
      if (end - atBorder < FEWEST.near) end = atBorder;
      if (!isSudden) end = findEntering(end);

      hide.data.fill(0);
      if (end > atBorder) paint(atBorder, end, confidence);
      if (isAnybody) fadeOut(confidence, distance, holeReach);
      return hide;
    },
    forget() {
      waited.fill(0);
    },
  };
}
