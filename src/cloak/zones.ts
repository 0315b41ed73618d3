// Zones: areas of the picture that always show the remembered room, as shapes and as a small map. They move with the
// camera. No image pixels here.
import type { Rect } from '../frame/geometry.ts';
import type { HideMap } from './plate.ts';
import { isStill, type Motion } from '../frame/motion.ts';

/** A place in shares of the picture's width and height; camera motion may have moved it outside 0..1. */
export type Place = readonly [x: number, y: number];

export interface Zone {
  /** stroke: the trace of a round brush along the places. area: the polygon with these corners. */
  kind: 'stroke' | 'area';
  places: readonly Place[];
  /** Radius of the brush, a share of the picture's longer side; 0 for an area. */
  radius: number;
}

/**
 * Zones are enlarged by this many px of the small map, so that their soft edge lies outside what was drawn.
 */
const SPARE = 1;

export interface ZoneMap {
  /** `[height, width]`: 1 in a zone. */
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** How many pixels are in a zone. */
  readonly count: number;
  /** Their bounds; undefined if there are none. */
  readonly bounds: Rect | undefined;
}

/**
 * @param width px of the map, which has the picture's aspect
 * @param height px of the map
 */
export function createZoneMap(zones: readonly Zone[], width: number, height: number): ZoneMap {
  const data = new Uint8Array(width * height);
  const longest = Math.max(width, height);
  let count = 0;
  let left = width;
  let top = height;
  let right = 0;
  let bottom = 0;
  for (const { kind, places, radius } of zones) {
    const points = places.map(([x, y]): Place => [x * width, y * height]);
    const reach = radius * longest + SPARE;
    const isClosed = kind === 'area';
    const [fromX, toX] = span(points, 0, reach, width);
    const [fromY, toY] = span(points, 1, reach, height);
    for (let y = fromY; y < toY; y++) {
      for (let x = fromX; x < toX; x++) {
        const pixel = y * width + x;
        const centre: Place = [x + 0.5, y + 0.5];
        if (data[pixel]) continue;
        const isIn = isClosed && isInside(centre, points);
        if (!isIn && distanceTo(centre, points, isClosed) > reach) continue;
        data[pixel] = 1;
        count++;
        left = Math.min(left, x);
        top = Math.min(top, y);
        right = Math.max(right, x + 1);
        bottom = Math.max(bottom, y + 1);
      }
    }
  }
  const bounds =
    count > 0
      ? {
          x: left / width,
          y: top / height,
          width: (right - left) / width,
          height: (bottom - top) / height,
        }
      : undefined;
  return { data, width, height, count, bounds };
}

/** What is hidden where there are only zones. */
export function hideZones({ data, width, height }: ZoneMap): HideMap {
  return {
    data: Uint8Array.from({ length: 2 * data.length }, (_, i) => 255 * data[i >> 1]!),
    width,
    height,
  };
}

/**
 * Moves zones with the camera.
 * @param motion px of a picture of this width and height
 */
export function moveZones(
  zones: readonly Zone[],
  motion: Motion,
  width: number,
  height: number,
): readonly Zone[] {
  if (isStill(motion) || zones.length === 0) return zones;
  const { x, y, angle, scale } = motion;
  const [cos, sin] = [scale * Math.cos(angle), scale * Math.sin(angle)];
  const move = ([u, v]: Place): Place => {
    const dx = (u - 0.5) * width;
    const dy = (v - 0.5) * height;
    return [0.5 + (cos * dx - sin * dy + x) / width, 0.5 + (sin * dx + cos * dy + y) / height];
  };
  return zones.map((zone) => ({
    ...zone,
    places: zone.places.map(move),
    radius: zone.radius * scale,
  }));
}

/** The pixels along an axis within `reach` of the points: from, to (exclusive). */
function span(points: readonly Place[], axis: 0 | 1, reach: number, end: number): [number, number] {
  const at = points.map((point) => point[axis]);
  return [
    Math.max(0, Math.floor(Math.min(...at) - reach)),
    Math.min(end, Math.ceil(Math.max(...at) + reach)),
  ];
}

function distanceTo([x, y]: Place, points: readonly Place[], isClosed: boolean): number {
  let least = Infinity;
  const last = points.length - 1;
  for (let i = 0; i <= last; i++) {
    const [ax, ay] = points[i]!;
    const [bx, by] = points[i < last ? i + 1 : isClosed ? 0 : i]!;
    const [dx, dy] = [bx - ax, by - ay];
    const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1);
    const share = Math.min(1, Math.max(0, along));
    least = Math.min(least, Math.hypot(x - ax - share * dx, y - ay - share * dy));
  }
  return least;
}

/** By the even-odd rule. */
function isInside([x, y]: Place, points: readonly Place[]): boolean {
  let inside = false;
  points.forEach(([ax, ay], i) => {
    const [bx, by] = points[(i + 1) % points.length]!;
    if (ay > y !== by > y && x < ax + ((y - ay) * (bx - ax)) / (by - ay)) inside = !inside;
  });
  return inside;
}
