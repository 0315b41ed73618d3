// The hole's passes draw only where a person is, and as far around them as the passes reach.
import { expect, test } from 'vitest';
import { holeSize, MASK_THRESHOLD } from './geometry.ts';
import { holeBounds } from './hole-bounds.ts';

const size = holeSize(640, 480);
const nobody = () => ({ data: new Uint8Array(256 * 256), width: 256, height: 256 });

function maskAt(...places: [x: number, y: number, value: number][]) {
  const mask = nobody();
  for (const [x, y, value] of places) mask.data[y * 256 + x] = value;
  return mask;
}

test('with nobody there, there is no hole, however unsure the mask is', () => {
  const unsure = nobody();
  unsure.data.fill(Math.floor(MASK_THRESHOLD));
  expect(holeBounds(unsure, undefined, size)).toBeUndefined();
});

test('the bounds of a single sample include the reach of its hole', () => {
  const mask = maskAt([128, 64, 255]);
  const { left, top, width, height } = holeBounds(mask, undefined, size)!;
  const reach = size.growth + Math.max(size.feather, size.apart);
  const [x, y] = [(128.5 / 256) * size.width, (64.5 / 256) * size.height];
  const [across, down] = [size.refine[0]! * size.width, size.refine[1]! * size.height];
  expect(left).toBeLessThanOrEqual(x - reach - across);
  expect(left + width).toBeGreaterThanOrEqual(x + reach + across);
  expect(top).toBeLessThanOrEqual(y - reach - down);
  expect(top + height).toBeGreaterThanOrEqual(y + reach + down);
  expect(width).toBeLessThan(size.width / 4);
});

test('the bounds end at the edge of the picture', () => {
  const mask = maskAt([0, 0, 255], [255, 255, 255]);
  expect(holeBounds(mask, undefined, size)).toEqual({
    left: 0,
    top: 0,
    width: size.width,
    height: size.height,
  });
});

test('pixels that are hidden besides the person, or must not be learned, are included', () => {
  for (const channel of [0, 1]) {
    const hide = { data: new Uint8Array(2 * 160 * 120), width: 160, height: 120 };
    hide.data[2 * (60 * 160 + 150) + channel] = 1;
    const { left, width, top, height } = holeBounds(nobody(), hide, size)!;
    expect(left).toBeLessThan((150 / 160) * size.width);
    expect(left + width).toBeGreaterThan((151 / 160) * size.width);
    expect(top).toBeLessThan(0.5 * size.height);
    expect(top + height).toBeGreaterThan((61 / 120) * size.height);
  }
});
