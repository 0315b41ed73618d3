import { expect, test } from 'vitest';
import * as rules from '../plate-rules.ts';
import type { Light } from './light.ts';
import { createPlateMap, type PlateMap } from './plate-map.ts';

const [WIDTH, HEIGHT] = [12, 10];
const PIXELS = WIDTH * HEIGHT;
const LIGHT = { gain: [1, 1, 1], offset: [0, 0, 0] } as const;
const MIDDLE = 5 * WIDTH + 6;
const nothing = new Uint8Array(PIXELS);

/** Shows the plate frames of one value for this long. */
function show(map: PlateMap, value: number, seconds: number, hidden = nothing, isLearning = false) {
  const frames = Math.round(seconds * 30);
  for (let i = 0; i < frames; i++) {
    const residual = Float32Array.from(map.colour, (colour) => value - colour);
    const light: Light = { gain: [...LIGHT.gain], offset: [...LIGHT.offset] };
    map.observe(residual, hidden, light, { seconds: 1 / 30, tolerance: 12, isLearning });
  }
}

const valueOf = (map: PlateMap) => map.colour[3 * MIDDLE]!;

test('the first observation counts fully, and more raise the confidence', () => {
  const map = createPlateMap(WIDTH, HEIGHT);
  show(map, 100, 1 / 30);
  expect(valueOf(map)).toBe(100);
  const once = map.confidence[MIDDLE]!;
  expect(once).toBeGreaterThan(rules.SEEN_FROM);
  show(map, 104, 2);
  expect(valueOf(map)).toBeGreaterThan(103);
  expect(map.confidence[MIDDLE]).toBeGreaterThan(once);
});

test('what passes by is not learned, what stays becomes the room', () => {
  const map = createPlateMap(WIDTH, HEIGHT);
  show(map, 100, 2);
  show(map, 200, rules.SWITCH_AFTER / 2);
  expect(valueOf(map)).toBeCloseTo(100, 0);
  show(map, 100, 1);
  show(map, 200, rules.SWITCH_AFTER + 0.2);
  expect(valueOf(map)).toBeCloseTo(200, 0);
});

test('in learning mode, what is visible becomes the room at once', () => {
  const map = createPlateMap(WIDTH, HEIGHT);
  show(map, 100, 2);
  show(map, 200, rules.SWITCH_WHILE_LEARNING + 0.1, nothing, true);
  expect(valueOf(map)).toBeCloseTo(200, 0);
});

test('hidden pixels are not learned; a guess there gives way to the first observation', () => {
  const map = createPlateMap(WIDTH, HEIGHT);
  const hidden = Uint8Array.from(nothing, (_, pixel) => (pixel === MIDDLE ? 1 : 0));
  show(map, 100, 1, hidden);
  expect(map.confidence[MIDDLE]).toBe(0);
  map.guess(hidden);
  expect(map.confidence[MIDDLE]).toBeCloseTo(rules.GUESSED);
  expect(map.confidence[0]).toBeGreaterThan(rules.SEEN_FROM);
  show(map, 100, 1 / 30);
  expect(map.confidence[MIDDLE]).toBeGreaterThan(rules.SEEN_FROM);
  expect(valueOf(map)).toBe(100);
});

test('the plate moves with the camera, and what comes into view is guessed', () => {
  const map = createPlateMap(WIDTH, HEIGHT);
  const ramp = Float32Array.from(map.colour, (_, at) => 10 * (Math.floor(at / 3) % WIDTH));
  const light: Light = { gain: [1, 1, 1], offset: [0, 0, 0] };
  map.observe(ramp, nothing, light, { seconds: 1 / 30, tolerance: 12, isLearning: false });
  map.move({ x: 2, y: 0, angle: 0, scale: 1 });
  expect(map.colour[3 * MIDDLE]).toBeCloseTo(40, 4);
  expect(map.confidence[5 * WIDTH]).toBeCloseTo(rules.GUESSED);
  expect(map.confidence[5 * WIDTH + 2]).toBeGreaterThan(rules.SEEN_FROM);
});

test('only a first observation and a switch count as news', () => {
  const map = createPlateMap(WIDTH, HEIGHT);
  const light: Light = { gain: [1, 1, 1], offset: [0, 0, 0] };
  const look = (value: number, seconds: number, hidden = nothing) => {
    const residual = Float32Array.from(map.colour, (colour) => value - colour);
    return map.observe(residual, hidden, light, { seconds, tolerance: 12, isLearning: false });
  };
  const corner = new Uint8Array(PIXELS).fill(1, 0, 3);
  expect(look(100, 1 / 30, corner)).toBe(true);
  for (let i = 0; i < 60; i++) expect(look(100, 1 / 30, corner)).toBe(false);
  expect(look(100, 1 / 30)).toBe(true); // the corner is seen for the first time
  const switches = Array.from({ length: 60 }, () => look(200, 1 / 30));
  expect(switches[0]).toBe(false);
  expect(switches).toContain(true);
  expect(switches.at(-1)).toBe(false);
});
