import { expect, test } from 'vitest';
import { structureLikeness } from './structure.ts';

const [WIDTH, HEIGHT] = [64, 48];
const everywhere = new Float32Array(WIDTH * HEIGHT).fill(1);

/** A room with a pattern; another phase makes another room. */
function room(phase: number, change = (value: number, _x: number) => value): Float32Array {
  return Float32Array.from({ length: WIDTH * HEIGHT }, (_, at) => {
    const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)];
    const value = 120 + 50 * Math.sin(0.9 * x + phase * y) * Math.cos(0.7 * y + phase);
    return change(value, x);
  });
}

test('the same room matches, even in a different light', () => {
  const dimmed = room(0.3, (value, x) => value * (0.4 + (0.4 * x) / WIDTH) + 20);
  expect(structureLikeness(room(0.3), room(0.3), everywhere, WIDTH, HEIGHT)).toBeCloseTo(1, 5);
  expect(structureLikeness(room(0.3), dimmed, everywhere, WIDTH, HEIGHT)).toBeGreaterThan(0.9);
});

test('another room does not match', () => {
  expect(structureLikeness(room(0.3), room(1.7), everywhere, WIDTH, HEIGHT)).toBeLessThan(0.3);
});

test('hidden pixels do not count', () => {
  const visible = everywhere.map((_, at) => (at % WIDTH < 32 ? 1 : 0));
  const other = room(1.7);
  const half = room(0.3).map((value, at) => (at % WIDTH < 32 ? value : other[at]!));
  expect(structureLikeness(room(0.3), half, visible, WIDTH, HEIGHT)).toBeCloseTo(1, 5);
});

test('a blank wall gives no result', () => {
  const wall = new Float32Array(WIDTH * HEIGHT).fill(180);
  expect(structureLikeness(wall, wall, everywhere, WIDTH, HEIGHT)).toBeUndefined();
});

test('a single thing on a blank wall gives no result', () => {
  const wall = (turned: number) =>
    Float32Array.from({ length: WIDTH * HEIGHT }, (_, at) => {
      const [x, y] = [(at % WIDTH) - 20, Math.floor(at / WIDTH) - 24];
      return Math.hypot(x, y) < 10 ? 120 + 60 * Math.sin(3 * Math.atan2(y, x) + turned) : 180;
    });
  expect(structureLikeness(wall(0), wall(3), everywhere, WIDTH, HEIGHT)).toBeUndefined();
});
