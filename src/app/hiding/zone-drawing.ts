// How zones are drawn: strokes that follow a pointer, and a rectangle that keys move. Numbers only; ZoneEditor.svelte
// is the user interface.
import type { Place, Zone } from '../../cloak/zones.ts';
import { t } from '../words/words.svelte.ts';

/** Of the brush, as a share of the picture's longer side. */
export const BRUSH = 0.035;
/** Least distance between two points of a stroke, as a share of the longer side. */
const APART = 0.006;
/** Per key press that moves or resizes a rectangle, shares of the picture. */
const STEP = 0.02;
const SMALLEST = 0.04;
const DIGITS = 4;

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where the keyboard's rectangle starts. */
export const FIRST_RECTANGLE: Readonly<Rectangle> = { x: 0.35, y: 0.35, width: 0.3, height: 0.3 };

/**
 * @param ratio width divided by height of the picture @returns the stroke with another point, or the same stroke if
 * that is too near the last one
 */
export function extend(places: readonly Place[], next: Place, ratio: number): readonly Place[] {
  const last = places.at(-1);
  const [across, down] = [Math.min(1, ratio), Math.min(1, 1 / ratio)];
  const far = ([x, y]: Place, [u, v]: Place) => Math.hypot((x - u) * across, (y - v) * down);
  return last && far(last, next) < APART ? places : [...places, next];
}

export function strokeOf(places: readonly Place[]): Zone {
  return { kind: 'stroke', places: places.map(rounded), radius: BRUSH };
}

export function areaOf({ x, y, width, height }: Rectangle): Zone {
  const corners: Place[] = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
  return { kind: 'area', places: corners.map(rounded), radius: 0 };
}

const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

/**
 * @param resizes whether the key resizes the rectangle instead of moving it
 * @returns undefined for a key that does neither
 */
export function moveByKey(from: Rectangle, key: string, resizes: boolean): Rectangle | undefined {
  const step = ARROWS[key];
  if (!step) return undefined;
  const [dx, dy] = step;
  const within = (value: number, least: number, most: number) =>
    Math.min(most, Math.max(least, value));
  if (resizes) {
    return {
      ...from,
      width: within(from.width + dx, SMALLEST, 1 - from.x),
      height: within(from.height + dy, SMALLEST, 1 - from.y),
    };
  }
  return {
    ...from,
    x: within(from.x + dx, 0, 1 - from.width),
    y: within(from.y + dy, 0, 1 - from.height),
  };
}

/** For example "30 % wide, 20 % high, 35 % from the left, 40 % from the top". */
export function describeRectangle({ x, y, width, height }: Rectangle): string {
  const percent = (value: number) => `${Math.round(100 * value)} %`;
  return t().hiding.rectangle(percent(width), percent(height), percent(x), percent(y));
}

function rounded([x, y]: Place): Place {
  return [Number(x.toFixed(DIGITS)), Number(y.toFixed(DIGITS))];
}
