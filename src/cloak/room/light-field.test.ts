import { expect, test } from 'vitest';
import { createLightField } from './light-field.ts';
import { createRandom, ROOM } from '../../frame/test-room.ts';

const { width, height } = ROOM;
const PIXELS = width * height;
const everywhere = new Float32Array(PIXELS).fill(1);

/** The room's brightness everywhere, grey levels; 100 makes shares easy to read. */
const BRIGHT = 100;
const matched = new Float32Array(3 * PIXELS).fill(BRIGHT);

/** A residual given by place, the same in all channels. */
function residualOf(value: (x: number, y: number) => number): Float32Array {
  return Float32Array.from({ length: 3 * PIXELS }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return value(pixel % width, Math.floor(pixel / width));
  });
}

/** The field after one sudden frame: the first channel at every pixel, as grey levels of the room. */
function fieldOf(residual: Float32Array, weights = everywhere): (x: number, y: number) => number {
  const field = createLightField(width, height);
  field.update(residual, matched, weights, 1 / 30, true);
  const values = new Float32Array(3 * PIXELS);
  field.sample(values);
  return (x, y) => BRIGHT * values[3 * (y * width + x)]!;
}

test('light that the fit explains leaves the field empty', () => {
  const at = fieldOf(residualOf(() => 0));
  expect(at(40, 40)).toBe(0);
});

test('a lamp is followed, even behind the person', () => {
  const lamp = (x: number, y: number) =>
    30 * Math.exp(-((x - 20) ** 2 + (y - 20) ** 2) / 6000) - 10;
  const behind = everywhere.map((_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    return x > 60 && x < 110 && y > 45 ? 0 : 1;
  });
  const at = fieldOf(residualOf(lamp), behind);
  for (const [x, y] of [
    [20, 20],
    [140, 100],
    [40, 90],
    [120, 30],
  ] as const) {
    expect(Math.abs(at(x, y) - lamp(x, y))).toBeLessThan(1.5);
  }
  expect(Math.abs(at(85, 80) - lamp(85, 80))).toBeLessThan(4);
});

test('a chair that moved is not taken for light', () => {
  const at = fieldOf(residualOf((x, y) => (x > 82 && x < 85 && y > 40 && y < 60 ? 90 : 0)));
  expect(Math.abs(at(83, 50))).toBeLessThan(0.5);
});

test('nor is a moved chair that fills several cells', () => {
  const at = fieldOf(residualOf((x, y) => (x > 80 && x < 102 && y > 40 && y < 70 ? 60 : 0)));
  expect(Math.abs(at(90, 55))).toBeLessThan(1);
  expect(Math.abs(at(110, 55))).toBeLessThan(1);
});

test('it follows gradually, and at once when the light is switched', () => {
  const field = createLightField(width, height);
  const lit = residualOf(() => 20);
  field.update(lit, matched, everywhere, 1 / 30, false);
  expect(field.largest()).toBeGreaterThan(0.005);
  expect(field.largest()).toBeLessThan(0.05);
  field.update(lit, matched, everywhere, 1 / 30, true);
  expect(field.largest()).toBeCloseTo(0.2, 4);
  field.reset();
  expect(field.largest()).toBe(0);
});

test('noise does not make it jitter', () => {
  const random = createRandom(4);
  const field = createLightField(width, height);
  const values = new Float32Array(3 * PIXELS);
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let frame = 0; frame < 60; frame++) {
    const noise = residualOf(() => 3 * (random() + random() + random() - 1.5) * 2);
    field.update(noise, matched, everywhere, 1 / 30, false);
    if (frame < 20) continue;
    field.sample(values);
    const value = BRIGHT * values[3 * (60 * width + 80)]!;
    sum += value;
    squares += value * value;
    count++;
  }
  expect(Math.sqrt(squares / count - (sum / count) ** 2)).toBeLessThan(0.5);
});
