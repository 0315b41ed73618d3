// How hidden things affect the room: their surroundings are hole, and where the plate shows the thing itself as part
// of the room, it must forget that. On the small picture.
import type { Rect } from '../../frame/geometry.ts';
import type { ThingMap } from '../things/things.ts';
import { FAR, spreadDistance } from './distance.ts';
import { SEEN_FROM } from './report.ts';

/** If at least this share of a new thing looks as the plate says, the plate knows the thing. */
const LEAST_SHOWN = 0.2;
/** How far away a new thing may have been a moment ago, in shares of the longest side. */
const TRAIL = 0.15;
/** On a thing the noise tolerance is multiplied by this: the thing may be textured, and move. */
const LENIENT = 2.5;

export interface ThingsInRoom {
  /** Sets where things are; undefined: nowhere. */
  set(map: ThingMap | undefined): void;
  /** px from a pixel to the nearest thing. */
  distance(pixel: number): number;
  /**
   * @param residual `[height, width, 3]`: frame - matched plate, grey levels
   * @param confidence `[height, width]`, 0..1, of the plate
   * @param toAnybody `[height, width]`: px to the nearest thing or person
   * @param tolerance differences up to this are noise, grey levels
   * @param reach px around a thing that are hidden
   * @returns 1 where the plate has to forget; undefined: nowhere
   */
  known(
    residual: Float32Array,
    confidence: Float32Array,
    toAnybody: Float32Array,
    tolerance: number,
    reach: number,
  ): Uint8Array | undefined;
}

/** @param width px of the small picture @param height px of the small picture */
export function createThingsInRoom(width: number, height: number): ThingsInRoom {
  const far = new Float32Array(width * height);
  let things: ThingMap | undefined;

  return {
    set(map) {
      things = map;
      if (!map) return;
      for (let pixel = 0; pixel < far.length; pixel++) far[pixel] = map[pixel] ? 0 : FAR;
      spreadDistance(far, width, height);
    },
    distance: (pixel) => (things ? far[pixel]! : FAR),
    known(residual, confidence, toAnybody, tolerance, reach) {
      if (!things) return undefined;
      const differs = (pixel: number) =>
        Math.max(...[0, 1, 2].map((c) => Math.abs(residual[3 * pixel + c]!)));
      let all = 0;
      let shown = 0;
      for (let pixel = 0; pixel < far.length; pixel++) {
        if (things[pixel] !== 2) continue;
        all++;
        if (confidence[pixel]! < SEEN_FROM) continue;
        if (differs(pixel) < LENIENT * tolerance) shown++;
      }
      if (all === 0) return undefined;
      const isKnown = shown >= LEAST_SHOWN * all;
      let isAny = false;
      const near = Float32Array.from(things, (value) => (value === 2 ? 0 : FAR));
      spreadDistance(near, width, height);
      const trail = reach + TRAIL * Math.max(width, height);
      const forgets = Uint8Array.from(near, (at, pixel) => {
        if (at > trail) return 0;
        // The plate may still show it where it was a moment ago. That is not checked beside people.
        const isBeside = toAnybody[pixel]! > at - 0.01 && differs(pixel) > tolerance;
        const isOn = things![pixel] === 2 && differs(pixel) < LENIENT * tolerance;
        const isForgotten = (at <= reach && isKnown) || (at > 0 ? isBeside : isOn);
        isAny ||= isForgotten;
        return isForgotten ? 1 : 0;
      });
      return isAny ? forgets : undefined;
    },
  };
}

/** 1 where a map is set, and within `reach` px of that. */
export function around(
  map: Uint8Array,
  { width, height, reach }: { width: number; height: number; reach: number },
): Uint8Array {
  const near = Float32Array.from(map, (is) => (is ? 0 : FAR));
  spreadDistance(near, width, height);
  return Uint8Array.from(near, (at) => (at <= reach ? 1 : 0));
}

/** The union of two maps. */
export function either(
  a: Uint8Array | undefined,
  b: Uint8Array | undefined,
): Uint8Array | undefined {
  return a && b ? a.map((value, i) => value | b[i]!) : (a ?? b);
}

/**
 * Rectangles that exactly cover what is set: one for each run of a row; equal runs in adjacent rows are merged.
 */
export function rectanglesOf(map: Uint8Array, width: number, height: number): Rect[] {
  const found: Rect[] = [];
  let above: { rect: Rect; left: number; right: number }[] = [];
  for (let y = 0; y < height; y++) {
    const row: typeof above = [];
    for (let x = 0; x < width; x++) {
      if (!map[y * width + x]) continue;
      const left = x;
      while (x < width && map[y * width + x]) x++;
      const same = above.find((run) => run.left === left && run.right === x);
      if (same) {
        same.rect.height += 1 / height;
        row.push(same);
        continue;
      }
      const rect = {
        x: left / width,
        y: y / height,
        width: (x - left) / width,
        height: 1 / height,
      };
      found.push(rect);
      row.push({ rect, left, right: x });
    }
    above = row;
  }
  return found;
}
