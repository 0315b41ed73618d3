import { expect, test } from 'vitest';
import { fitLines, toCleanLight, toFrameLight } from './match-light.ts';
import { greyPicture } from './test-pictures.ts';

const [WIDTH, HEIGHT] = [80, 60];
const room = (x: number, y: number) => 40 + ((x * 7 + y * 11) % 130);
const clean = greyPicture(WIDTH, HEIGHT, room);
const everywhere = new Uint8Array(WIDTH * HEIGHT).fill(1);
const PLACES = [5, 2000, 4799].map((pixel) => 4 * pixel);

test('the frame’s light is found in both directions, even if something moves in a part of it', () => {
  const lit = (x: number, y: number) => 1.2 * room(x, y) + 5;
  const frame = greyPicture(WIDTH, HEIGHT, (x, y) => (x >= 10 && x < 26 ? 250 : lit(x, y)));
  const lines = fitLines(clean, frame, everywhere)!;
  const there = toFrameLight(clean, lines);
  const back = toCleanLight(greyPicture(WIDTH, HEIGHT, lit), lines);
  for (const at of PLACES) {
    expect(Math.abs(there.data[at]! - frame.data[at]!)).toBeLessThanOrEqual(1);
    expect(Math.abs(back.data[at]! - clean.data[at]!)).toBeLessThanOrEqual(1);
    expect(there.data[at + 3]).toBe(255);
  }
});

test('where nothing can be compared, no light is found', () => {
  const frame = greyPicture(WIDTH, HEIGHT, () => 100);
  expect(fitLines(clean, frame, new Uint8Array(WIDTH * HEIGHT))).toBeUndefined();
});
