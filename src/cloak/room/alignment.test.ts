import { expect, test } from 'vitest';
import { createAligner } from './alignment.ts';
import type { Motion } from '../../frame/motion.ts';
import { createRandom, lumaOf, ROOM, roomPicture } from '../../frame/test-room.ts';

const { width, height } = ROOM;
const aligner = createAligner(width, height);
const plate = lumaOf(roomPicture({ seed: 3 }));
/** 0 where a person stands in the middle. */
const weights = new Float32Array(width * height).map((_, at) => {
  const [x, y] = [at % width, Math.floor(at / width)];
  return x > 50 && x < 100 && y > 30 ? 0 : 1;
});

test.each<Motion>([
  { x: 0.4, y: -0.3, angle: 0, scale: 1 },
  { x: 1.5, y: 0.5, angle: 0, scale: 1 },
  { x: -6, y: 4, angle: 0.01, scale: 1 },
  { x: 9, y: -7, angle: -0.03, scale: 1 },
  { x: 0, y: 0, angle: 0, scale: 1.004 },
  { x: 0, y: 0, angle: 0, scale: 0.97 },
  { x: 3, y: -2, angle: 0.01, scale: 1.05 },
])('the motion of a camera is found: %o', (motion) => {
  const light = (value: number) => 1.25 * value - 10;
  const frame = lumaOf(roomPicture({ motion, light, noise: 2 }));
  const found = aligner.align(plate, frame, weights);
  expect(found.isCertain).toBe(true);
  expect(Math.abs(found.motion.x - motion.x)).toBeLessThan(0.08);
  expect(Math.abs(found.motion.y - motion.y)).toBeLessThan(0.08);
  expect(Math.abs(found.motion.angle - motion.angle)).toBeLessThan(0.001);
  expect(Math.abs(found.motion.scale - motion.scale)).toBeLessThan(0.001);
  expect(found.error).toBeLessThan(found.errorAtRest);
});

test('a still camera has no motion', () => {
  for (let seed = 20; seed < 30; seed++) {
    const frame = lumaOf(roomPicture({ seed, noise: 2 }));
    const { motion } = aligner.align(plate, frame, weights);
    expect(Math.hypot(motion.x, motion.y)).toBeLessThan(0.06);
  }
});

test('something that moves in the room is not mistaken for camera motion', () => {
  const motion = { x: 1, y: 0, angle: 0, scale: 1 };
  const paint = (x: number, y: number) =>
    x > 105 && x < 150 && y > 60 && y < 110 ? ([40, 200, 60] as const) : undefined;
  const found = aligner.align(plate, lumaOf(roomPicture({ motion, paint })), weights);
  expect(Math.abs(found.motion.x - 1)).toBeLessThan(0.1);
});

test('another room is not mistaken for motion', () => {
  const random = createRandom(9);
  const blotches = Array.from({ length: 400 }, () => 255 * random());
  const paint = (x: number, y: number) => {
    const value = blotches[20 * Math.floor(y / 6) + Math.floor(x / 8)]!;
    return [value, value, value] as const;
  };
  expect(aligner.align(plate, lumaOf(roomPicture({ paint })), weights).isCertain).toBe(false);
});

test.each([
  ['a blank wall', () => 128],
  ['stripes, along which motion is invisible', (x: number) => 128 + 60 * Math.sin(x / 3)],
])('%s gives no certain result', (_name, value) => {
  const paint = (x: number) => {
    const grey = value(x);
    return [grey, grey, grey] as const;
  };
  const blank = (seed: number) => lumaOf(roomPicture({ paint, seed, noise: 1 }));
  expect(aligner.align(blank(1), blank(2), weights).isCertain).toBe(false);
});

test('a single rotating object on a plain background is not a moving camera', () => {
  const disc = (turned: number) =>
    lumaOf(
      roomPicture({
        noise: 1,
        paint: (x, y) => {
          const [dx, dy] = [x - 40, y - 60];
          const isDark = Math.sin(5 * (Math.atan2(dy, dx) + turned)) > 0;
          const grey = Math.hypot(dx, dy) < 30 ? (isDark ? 60 : 190) : 128;
          return [grey, grey, grey];
        },
      }),
    );
  const everywhere = new Float32Array(width * height).fill(1);
  expect(aligner.align(disc(0), disc(0.05), everywhere).isCertain).toBe(false);
});
