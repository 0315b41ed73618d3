// Pictures of a synthetic room: placed, lit, and refused.
import { expect, test } from 'vitest';
import { STILL, type Motion } from '../../frame/motion.ts';
import { coloursOf, ROOM, roomPicture, type RoomOptions } from '../../frame/test-room.ts';
import type { SmallPicture } from '../../frame/small-picture.ts';
import { fitPicture, type Fit, type KnownRoom } from './fit.ts';
import { drawPlaced } from './placement.ts';

const { width, height } = ROOM;
/** Hidden by a person who has been there since the first frame. */
const isHidden = (x: number, y: number) => x >= 50 && x < 95 && y >= 25;

function known(options: RoomOptions = {}): KnownRoom {
  const colour = coloursOf(roomPicture(options));
  const confidence = new Float32Array(width * height).fill(0.9);
  for (let pixel = 0; pixel < confidence.length; pixel++) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    if (!isHidden(x, y)) continue;
    confidence[pixel] = 0.1; // guessed
    colour.fill(40, 3 * pixel, 3 * pixel + 3);
  }
  return { width, height, colour, confidence };
}

/** PSNR in dB between the placed and lit picture and the true room, where that is hidden. */
function psnrBehind(fit: Fit, options: RoomOptions = {}): number {
  const truth = coloursOf(roomPicture({ ...options, noise: 0 }));
  let sum = 0;
  let count = 0;
  for (let pixel = 0; pixel < width * height; pixel++) {
    if (!isHidden(pixel % width, Math.floor(pixel / width)) || !fit.trusted[pixel]) continue;
    for (let c = 0; c < 3; c++) sum += (fit.lit[3 * pixel + c]! - truth[3 * pixel + c]!) ** 2;
    count += 3;
  }
  expect(count).toBeGreaterThan(0.85 * 3 * 45 * 95);
  return 10 * Math.log10(255 ** 2 / (sum / count));
}

const fitted = (picture: SmallPicture, room = known()): Fit => {
  const fit = fitPicture(picture, room);
  if (typeof fit === 'string') throw new Error(`It was refused: ${fit}.`);
  return fit;
};

test.each<[string, Motion]>([
  ['unchanged', STILL],
  ['moved', { x: 9, y: -6, angle: 0, scale: 1 }],
  ['moved far', { x: -22, y: 10, angle: 0, scale: 1 }],
  ['turned', { x: 2, y: 1, angle: 0.05, scale: 1 }],
  ['from slightly nearer', { x: -3, y: 2, angle: -0.02, scale: 1.15 }],
])('a picture is placed: %s', (_what, motion) => {
  expect(psnrBehind(fitted(roomPicture({ motion, seed: 7 })))).toBeGreaterThan(36);
});

test('a larger picture of a different shape is placed', () => {
  // It shows more above and below than the camera: the camera's 160 x 120 px view is 240 px wide in its 240 x 240 px.
  const room = roomPicture({ noise: 0 });
  const wide = drawPlaced(room, { x: 0, y: 0, angle: 0, scale: 1 }, { width: 240, height: 240 });
  expect(psnrBehind(fitted(wide))).toBeGreaterThan(34);
});

test('it is matched to the camera’s light, even if that is uneven', () => {
  const other = roomPicture({ seed: 7, light: (value, c) => value * [0.7, 0.62, 0.55][c]! + 12 });
  expect(psnrBehind(fitted(other))).toBeGreaterThan(34);
  const lamp = roomPicture({
    seed: 7,
    light: (value, _c, x) => value * (0.6 + 0.35 * (x / width)),
  });
  expect(psnrBehind(fitted(lamp))).toBeGreaterThan(30);
});

test('if the room has changed since, the picture is not trusted next to the change', () => {
  const shelf = (x: number, y: number) =>
    x >= 20 && x < 62 && y >= 40 && y < 90 ? ([30, 60, 140] as const) : undefined;
  const fit = fitted(roomPicture({ paint: shelf, seed: 7 }));
  expect(fit.trusted[60 * width + 55]).toBe(0); // hidden, and the picture shows the shelf there
  expect(fit.trusted[60 * width + 85]).toBe(1);
});

test('another room is refused, and so is one that is plain or hardly known', () => {
  const other = roomPicture({
    paint: (x, y) => {
      const value = 128 + 60 * Math.sin(0.4 * x) * Math.cos(0.31 * y + 0.02 * x);
      return [value, 0.9 * value, 0.8 * value];
    },
  });
  expect(fitPicture(other, known())).toBe('other');
  expect(fitPicture(roomPicture({ light: () => 120 }), known())).toBe('other');
  const little = known();
  little.confidence.fill(0);
  little.confidence.fill(0.9, 0, 1500);
  expect(fitPicture(roomPicture(), little)).toBe('little');
});

test('a mirrored picture of the room is refused', () => {
  const { data } = roomPicture();
  const mirrored = new Uint8ClampedArray(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [to, from] = [4 * (y * width + x), 4 * (y * width + width - 1 - x)];
      mirrored.set(data.subarray(from, from + 4), to);
    }
  }
  expect(fitPicture({ data: mirrored, width, height }, known())).toBe('other');
});
