import { expect, test } from 'vitest';
import { matchLight } from './match-light.ts';
import { greyPicture } from './test-pictures.ts';

const [WIDTH, HEIGHT] = [80, 60];
const room = (x: number, y: number) => 40 + ((x * 7 + y * 11) % 130);
const clean = greyPicture(WIDTH, HEIGHT, room);
const everywhere = new Uint8Array(WIDTH * HEIGHT).fill(1);

test('the clean picture takes the frame’s light, whatever moves in a part of it', () => {
  const frame = greyPicture(WIDTH, HEIGHT, (x, y) => (x < 16 ? 250 : 1.2 * room(x, y) + 5));
  const matched = matchLight(clean, frame, everywhere);
  for (const [x, y] of [
    [5, 5],
    [40, 30],
    [79, 59],
  ] as const) {
    const at = 4 * (y * WIDTH + x);
    expect(Math.abs(matched.data[at]! - (1.2 * room(x, y) + 5))).toBeLessThanOrEqual(1);
  }
});

test('where nothing can be compared it stays as it is', () => {
  const frame = greyPicture(WIDTH, HEIGHT, () => 100);
  expect(matchLight(clean, frame, new Uint8Array(WIDTH * HEIGHT)).data).toEqual(clean.data);
});
