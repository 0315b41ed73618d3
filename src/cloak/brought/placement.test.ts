// A picture's placement relative to the camera's: consistent as numbers, for a canvas, and after a correction.
import { expect, test } from 'vitest';
import type { Motion } from '../../frame/motion.ts';
import {
  corrected,
  drawPlaced,
  likelyPlacements,
  transformOf,
  type Placement,
} from './placement.ts';

const CAMERA = { width: 160, height: 120 };
const PICTURE = { width: 400, height: 500 };
const PLACEMENT: Placement = { x: 0.06, y: -0.04, angle: 0.1, scale: 0.8 };

/** Maps a place of the camera's picture to the other picture, px of each. */
function inPicture({ x, y, angle, scale }: Placement, [u, v]: readonly [number, number]) {
  const [cos, sin] = [scale * Math.cos(angle), scale * Math.sin(angle)];
  const [across, down] = [(u - 80) / 160, (v - 60) / 160];
  return [
    (cos * across - sin * down + x) * 400 + 200,
    (sin * across + cos * down + y) * 400 + 250,
  ] as const;
}

test('the canvas transform is the inverse of the placement', () => {
  const [a, b, c, d, e, f] = transformOf(PLACEMENT, PICTURE, CAMERA);
  for (const place of [
    [80, 60],
    [10, 20],
    [150, 110],
  ] as const) {
    const [x, y] = inPicture(PLACEMENT, place);
    expect(a * x + c * y + e).toBeCloseTo(place[0], 6);
    expect(b * x + d * y + f).toBeCloseTo(place[1], 6);
  }
});

test('a picture is drawn where it is placed, and nowhere else', () => {
  const data = new Uint8ClampedArray(4 * 400 * 500).fill(255);
  for (let y = 0; y < 500; y++) {
    for (let x = 0; x < 400; x++) data.set([x / 2, y / 2, 0, x < 300 ? 255 : 0], 4 * (y * 400 + x));
  }
  const drawn = drawPlaced({ data, ...PICTURE }, PLACEMENT, CAMERA);
  const [x, y] = inPicture(PLACEMENT, [60.5, 40.5]);
  const at = 4 * (40 * 160 + 60);
  expect(drawn.data[at]).toBeCloseTo((x - 0.5) / 2, -0.5);
  expect(drawn.data[at + 1]).toBeCloseTo((y - 0.5) / 2, -0.5);
  expect(drawn.data[at + 3]).toBe(255);
  expect(drawn.data[4 * (60 * 160 + 155) + 3]).toBe(0); // transparent there
});

test('a correction follows where the camera’s picture was found', () => {
  const motion: Motion = { x: 5, y: -3, angle: 0.02, scale: 1.05 };
  const better = corrected(PLACEMENT, motion, 160);
  const [cos, sin] = [1.05 * Math.cos(0.02), 1.05 * Math.sin(0.02)];
  const [across, down] = [30 - 80, 90 - 60];
  const found = [80 + cos * across - sin * down + 5, 60 + sin * across + cos * down - 3] as const;
  const [x, y] = inPicture(better, [30, 90]);
  const [u, v] = inPicture(PLACEMENT, found);
  expect(x).toBeCloseTo(u, 6);
  expect(y).toBeCloseTo(v, 6);
});

test('a picture of a different shape may be as wide or as high as the camera’s', () => {
  expect(likelyPlacements({ width: 800, height: 600 }, CAMERA)[0]!.scale).toBe(1);
  const scales = likelyPlacements({ width: 900, height: 600 }, CAMERA).map(({ scale }) => scale);
  expect(scales.slice(0, 2)).toEqual([1, (600 / 900) * (160 / 120)]);
});
