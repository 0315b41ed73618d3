import { expect, test } from 'vitest';
import { personMask, ROOM } from '../../frame/test-room.ts';
import type { HideMap } from '../plate.ts';
import type { Zone } from '../zones.ts';
import { createHiddenPlaces } from './hidden-places.ts';

const { width, height } = ROOM;
const PERSON = { x: 20, y: 40, width: 20, height: 60 };
const ZONE: Zone = {
  kind: 'area',
  places: [
    [0.8, 0.1],
    [0.95, 0.1],
    [0.95, 0.3],
    [0.8, 0.3],
  ],
  radius: 0,
};
const at = (x: number, y: number) => y * width + x;
const [IN_PERSON, IN_ZONE, BESIDE] = [at(30, 60), at(140, 24), at(90, 60)];
const shown = (): HideMap => ({ data: new Uint8Array(2 * width * height), width, height });

function places() {
  return createHiddenPlaces(width, height);
}

test('people and zones are not room, and hidden pixels are not learned', () => {
  const hidden = places();
  hidden.look(personMask(PERSON), { zones: [ZONE] });
  expect([IN_PERSON, IN_ZONE, BESIDE].map(hidden.isBeside)).toEqual([false, false, true]);
  expect(hidden.isAnybody()).toBe(true);
  const hide = shown();
  hidden.hideIn(hide);
  expect([IN_PERSON, IN_ZONE, BESIDE].map((pixel) => hidden.hidden[pixel])).toEqual([1, 1, 0]);
  // The hole hides people at full resolution; zones are hidden in addition.
  expect([IN_PERSON, IN_ZONE, BESIDE].map((pixel) => hide.data[2 * pixel])).toEqual([0, 255, 0]);
});

test('a wider margin reaches further', () => {
  const hidden = places();
  hidden.look(personMask(PERSON), {});
  const narrow = hidden.holeReach;
  hidden.look(personMask(PERSON), { margin: 0.06 });
  expect(hidden.holeReach).toBeGreaterThan(narrow);
  expect(hidden.hiddenReach).toBeGreaterThan(hidden.holeReach);
});

test('kept people are shown, and not learned', () => {
  const hidden = places();
  const kept = new Uint8Array(width * height);
  kept[BESIDE] = 1;
  hidden.look(personMask(PERSON), { kept });
  expect(hidden.isBeside(BESIDE)).toBe(false);
  const hide = shown();
  hide.data[2 * BESIDE] = 255; // mistaken for a shadow
  hidden.hideIn(hide);
  expect([hide.data[2 * BESIDE], hide.data[2 * BESIDE + 1], hidden.hidden[BESIDE]]).toEqual([
    0, 255, 1,
  ]);
  hidden.look(personMask(PERSON), {});
  expect(hidden.isBeside(BESIDE)).toBe(true);
});

test('zones stay until new ones are set, and move with the camera', () => {
  const hidden = places();
  hidden.look(personMask(), { zones: [ZONE] });
  hidden.look(personMask(), {});
  expect(hidden.zones).toEqual([ZONE]);
  hidden.moveZones({ x: -60, y: 0, angle: 0, scale: 1 });
  expect([hidden.isBeside(IN_ZONE), hidden.isBeside(IN_ZONE - 60)]).toEqual([true, false]);
});

test('in a frame that does not show the room, everything is hidden and there is no hole', () => {
  const hidden = places();
  hidden.look(personMask(PERSON), {});
  hidden.hideAll(shown());
  expect(hidden.hidden.every((value) => value === 1)).toBe(true);
  expect(hidden.survey(new Float32Array(width * height)).unseenPixels).toBe(0);
});
