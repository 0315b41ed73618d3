// The page's words for which things are removed, and for the keyboard cursor. Numbers and words only.
import type { RemovedThing } from '../../cloak/things/thing.ts';
import type { Place } from '../../cloak/zones.ts';
import { isInside } from './people-words.ts';
import { t } from '../words/words.svelte.ts';

/** Where the keyboard cursor starts. */
export const FIRST_CURSOR: Place = [0.5, 0.5];
/** Per key press, shares of the picture: a normal step, and a fine one. */
const STEP = { usual: 0.03, fine: 0.006 };
const DIGITS = 4;

const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * Steps to the right and down for a key; undefined if it is not an arrow key.
 * @param isMirrored whether the picture is mirrored
 */
export function stepsOf(key: string, isMirrored: boolean): [x: number, y: number] | undefined {
  const steps = ARROWS[key];
  return steps && [isMirrored ? -steps[0] : steps[0], steps[1]];
}

/** @param by steps @returns the new place, within the picture */
export function moveCursor(
  [x, y]: Place,
  [right, down]: readonly [number, number],
  isFine: boolean,
): Place {
  const step = isFine ? STEP.fine : STEP.usual;
  const moved = (at: number, by: number) =>
    Number(Math.min(0.995, Math.max(0.005, at + step * by)).toFixed(DIGITS));
  return [moved(x, right), moved(y, down)];
}

/** For example "On a removed thing: 40 % from the left, 35 % from the top". */
export function describeCursor([x, y]: Place, thing: RemovedThing | undefined): string {
  const percent = (value: number) => `${Math.round(100 * value)} %`;
  return t().hiding.cursorAt(percent(x), percent(y), thing !== undefined);
}

export function thingAt(things: readonly RemovedThing[], [x, y]: Place): RemovedThing | undefined {
  return things.find(({ outline }) => isInside(outline, x, y));
}
