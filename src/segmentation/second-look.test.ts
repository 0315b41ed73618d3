import { expect, test } from 'vitest';
import type { PersonMask } from '../frame/person-mask.ts';
import { joinLooks } from './join-looks.ts';
import { secondLooks } from './second-look.ts';

const [WIDTH, HEIGHT] = [640, 360];

/** A box in px of the frame, with the mask's value. */
type Somebody = [left: number, top: number, right: number, bottom: number, sure?: number];

/** The first look's mask of a frame with these people. */
function maskOf(...people: Somebody[]): PersonMask {
  return drawn(256, 144, { x: 0, y: 0, width: WIDTH, height: HEIGHT }, people);
}

/** The mask from a look at a part of the frame with these people. */
function drawn(
  width: number,
  height: number,
  part: { x: number; y: number; width: number; height: number },
  people: Somebody[],
): PersonMask {
  const data = new Uint8Array(width * height);
  for (let v = 0; v < height; v++) {
    for (let u = 0; u < width; u++) {
      const x = part.x + ((u + 0.5) / width) * part.width;
      const y = part.y + ((v + 0.5) / height) * part.height;
      for (const [left, top, right, bottom, sure = 255] of people) {
        if (x >= left && x < right && y >= top && y < bottom) data[v * width + u] = sure;
      }
    }
  }
  return { data, width, height };
}

/** The joint mask's value at a place of the frame. */
function at({ data, width, height }: PersonMask, x: number, y: number): number {
  return data[Math.floor((y / HEIGHT) * height) * width + Math.floor((x / WIDTH) * width)]!;
}

test('a slim person gets an almost square part with a margin, at the model’s size', () => {
  const parts = secondLooks(maskOf([300, 100, 360, 300]), WIDTH, HEIGHT);
  expect(parts).toHaveLength(1);
  const { x, y, width, height, shown } = parts[0]!;
  expect(width).toBeLessThan(340);
  expect(height).toBeGreaterThanOrEqual(260);
  expect(width / height).toBeCloseTo(1, 1);
  expect([x < 280, y <= 70, x + width > 380, y + height >= 330]).toEqual([true, true, true, true]);
  expect(shown).toEqual({ width: 256, height: 256 });
});

test('the part stays inside the frame, and does not jitter with the mask', () => {
  const [part] = secondLooks(maskOf([0, 200, 80, 360]), WIDTH, HEIGHT);
  expect(part!.x).toBe(0);
  expect(part!.y + part!.height).toBeLessThanOrEqual(HEIGHT);
  const [again] = secondLooks(maskOf([0, 203, 82, 360]), WIDTH, HEIGHT);
  expect(again).toEqual(part);
});

test('nobody, a speck, or a person who fills the frame gets no second look', () => {
  expect(secondLooks(maskOf(), WIDTH, HEIGHT)).toEqual([]);
  expect(secondLooks(maskOf([300, 100, 308, 108]), WIDTH, HEIGHT)).toEqual([]);
  expect(secondLooks(maskOf([50, 20, 600, 360]), WIDTH, HEIGHT)).toEqual([]);
});

test('a distant speck does not divert the look from the person', () => {
  const alone = secondLooks(maskOf([300, 100, 360, 300]), WIDTH, HEIGHT);
  const beside = secondLooks(maskOf([300, 100, 360, 300], [10, 10, 18, 18]), WIDTH, HEIGHT);
  expect(beside).toEqual(alone);
});

test('two people close together share a look, two far apart get one each', () => {
  const together = secondLooks(maskOf([200, 100, 260, 300], [330, 100, 390, 300]), WIDTH, HEIGHT);
  expect(together).toHaveLength(1);
  expect(together[0]!.x).toBeLessThan(200);
  expect(together[0]!.x + together[0]!.width).toBeGreaterThan(390);
  const apart = secondLooks(maskOf([560, 150, 610, 300], [20, 100, 80, 300]), WIDTH, HEIGHT);
  expect(apart).toHaveLength(2);
  expect(apart[0]!.x).toBeLessThan(20);
  expect(apart[1]!.x + apart[1]!.width).toBeGreaterThan(610);
});

test('in a very wide frame no look squashes people', () => {
  const first = drawn(853, 192, { x: 0, y: 0, width: 1600, height: 360 }, [
    [100, 100, 160, 300],
    [900, 100, 960, 300],
  ]);
  const parts = secondLooks(first, 1600, 360);
  expect(parts).toHaveLength(2);
  for (const { width, height } of parts) expect(width / height).toBeLessThan(1.5);
});

const PART = { x: 240, y: 60, width: 200, height: 200, shown: { width: 256, height: 256 } };
const look = (...people: Somebody[]) => ({ part: PART, mask: drawn(256, 256, PART, people) });

test('without a second look the first mask is resampled to the same size', () => {
  const first = maskOf([300, 100, 360, 240]);
  const alone = joinLooks(first, undefined, WIDTH, HEIGHT);
  const both = joinLooks(first, look([300, 100, 360, 240]), WIDTH, HEIGHT);
  expect([alone.width, alone.height]).toEqual([384, 216]);
  expect([both.width, both.height]).toEqual([384, 216]);
  expect(at(alone, 330, 150)).toBe(255);
  expect(at(alone, 250, 150)).toBe(0);
});

test('the second look draws the edge, and finds what the first one missed', () => {
  const first = maskOf([296, 100, 364, 180, 200]);
  const mask = joinLooks(first, look([300, 100, 360, 240]), WIDTH, HEIGHT);
  expect(at(mask, 297.5, 140)).toBe(0);
  expect(at(mask, 303, 140)).toBe(255);
  expect(at(mask, 330, 220)).toBe(255);
});

test('outside the second look the first counts', () => {
  const first = maskOf([300, 100, 360, 240], [20, 100, 60, 240, 120]);
  const mask = joinLooks(first, look([300, 100, 360, 240]), WIDTH, HEIGHT);
  expect(at(mask, 40, 200)).toBe(120);
});

test('what the first look was sure of is kept where the second misses it', () => {
  const first = maskOf([300, 100, 360, 180], [310, 180, 350, 240, 220]);
  const mask = joinLooks(first, look([300, 100, 360, 180]), WIDTH, HEIGHT);
  expect(at(mask, 330, 190)).toBe(220); // even where it adjoins what both found
  expect(at(mask, 330, 230)).toBe(220);
  const nobody = joinLooks(first, look(), WIDTH, HEIGHT);
  expect(at(nobody, 330, 140)).toBe(255);
});

test('what the first look was unsure of is dropped where the second finds nobody', () => {
  const first = maskOf([300, 100, 360, 180], [380, 100, 430, 240, 90]);
  const mask = joinLooks(first, look([300, 100, 360, 180]), WIDTH, HEIGHT);
  expect(at(mask, 410, 200)).toBe(0);
});

test('a small frame keeps its own size', () => {
  const mask = { data: new Uint8Array(200 * 150).fill(9), width: 200, height: 150 };
  const { data, width, height } = joinLooks(mask, undefined, 200, 150);
  expect([width, height]).toEqual([200, 150]);
  expect(data.every((value) => value === 9)).toBe(true);
});
