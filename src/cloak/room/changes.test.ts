// A person at the left of a grey room, with differences from the plate in several places.
import { expect, test } from 'vitest';
import { createChanges } from './changes.ts';
import { distanceToPerson } from './distance.ts';

const [WIDTH, HEIGHT] = [160, 120];
const PIXELS = WIDTH * HEIGHT;
const HOLE_REACH = 6;
const ROOM = 150;

const person = { data: new Uint8Array(PIXELS), width: WIDTH, height: HEIGHT };
for (let y = 30; y < 120; y++) person.data.fill(255, y * WIDTH + 40, y * WIDTH + 60);
const distance = distanceToPerson(person, 100, WIDTH, HEIGHT, new Float32Array(PIXELS));
const matched = new Float32Array(3 * PIXELS).fill(ROOM);
const sure = new Float32Array(PIXELS).fill(1);

/** The room with a rectangle of another colour. */
function roomWith(left: number, top: number, width: number, height: number, colour: number[]) {
  const data = new Uint8ClampedArray(4 * PIXELS).fill(ROOM);
  for (let y = top; y < top + height; y++) {
    for (let x = left; x < left + width; x++) data.set(colour, 4 * (y * WIDTH + x));
  }
  return data;
}

function find(picture: Uint8ClampedArray, { frames = 1, confidence = sure } = {}) {
  const changes = createChanges(WIDTH, HEIGHT);
  const options = { holeReach: HOLE_REACH, tolerance: 12, seconds: 1 / 30, isSudden: false };
  for (let i = 1; i < frames; i++) changes.find(picture, matched, confidence, distance, options);
  const { data } = changes.find(picture, matched, confidence, distance, options);
  return data.filter((_, i) => i % 2 === 0);
}

const at = (x: number, y: number) => y * WIDTH + x;
const SKIN = [220, 160, 130];
const SHADE = [110, 110, 110];

test('a hand connected to the person is hidden with a soft edge', () => {
  const found = find(roomWith(62, 50, 14, 8, SKIN));
  expect(found[at(70, 54)]).toBe(255);
  expect(found[at(77, 54)]).toBeGreaterThan(0);
  expect(found[at(77, 54)]).toBeLessThan(255);
  expect(found[at(90, 54)]).toBe(0);
});

test('a change in the room away from the person is left alone', () => {
  expect(find(roomWith(75, 50, 14, 8, SKIN))[at(82, 54)]).toBe(0);
});

test('a shadow is hidden further from the person than a hand', () => {
  const shadow = find(roomWith(62, 100, 40, 12, SHADE));
  expect(shadow[at(98, 106)]).toBe(255);
  const object = find(roomWith(62, 100, 40, 12, SKIN));
  expect(object[at(98, 106)]).toBe(0);
});

test('a shadow that stays unchanged for long becomes part of the room', () => {
  const shadow = roomWith(62, 100, 40, 12, SHADE);
  expect(find(shadow, { frames: 30 * 20 })[at(90, 106)]).toBe(255);
  expect(find(shadow, { frames: 30 * 31 })[at(90, 106)]).toBe(0);
});

test('shadows are not learned, everything else is', () => {
  const changes = createChanges(WIDTH, HEIGHT);
  const options = { holeReach: HOLE_REACH, tolerance: 12, seconds: 1 / 30, isSudden: false };
  const learns = (picture: Uint8ClampedArray, x: number, y: number) =>
    changes.find(picture, matched, sure, distance, options).data[2 * at(x, y) + 1] === 0;
  expect(learns(roomWith(62, 100, 40, 12, SHADE), 80, 106)).toBe(false);
  expect(learns(roomWith(62, 50, 14, 8, SKIN), 72, 54)).toBe(true);
});

test('a person who enters at the edge is hidden before the segmenter detects them', () => {
  const entering = find(roomWith(140, 60, 20, 60, SKIN));
  expect(entering[at(150, 90)]).toBe(255);
  const speck = find(roomWith(156, 60, 4, 8, SKIN));
  expect(speck[at(158, 64)]).toBe(0);
});

test('around the hole the plate fades into the frame where both agree', () => {
  const found = find(roomWith(0, 0, 0, 0, SKIN));
  const row = [70, 74, 78, 82].map((x) => found[at(x, 60)]!);
  expect(row[0]).toBeGreaterThan(row[1]!);
  expect(row[1]).toBeGreaterThan(row[2]!);
  expect(row[3]).toBe(0);
});

test('where the plate knows nothing, nothing is hidden', () => {
  const confidence = sure.map(() => 0.1);
  expect(Math.max(...find(roomWith(62, 50, 14, 8, SKIN), { confidence }))).toBe(0);
});
