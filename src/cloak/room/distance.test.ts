import { expect, test } from 'vitest';
import { distanceToPerson, FAR } from './distance.ts';

const [WIDTH, HEIGHT] = [40, 30];
const into = () => new Float32Array(WIDTH * HEIGHT);

test('the distance in px is 0 on the person and grows from there', () => {
  const mask = { data: new Uint8Array(80 * 60), width: 80, height: 60 };
  for (let y = 20; y < 24; y++) mask.data.fill(255, y * 80 + 40, y * 80 + 44); // px 20..21, 10..11
  const map = distanceToPerson(mask, 100, WIDTH, HEIGHT, into());
  expect(map[10 * WIDTH + 20]).toBe(0);
  expect(map[11 * WIDTH + 21]).toBe(0);
  expect(map[10 * WIDTH + 30]).toBeCloseTo(9);
  expect(map[20 * WIDTH + 20]).toBeCloseTo(9);
  expect(map[5 * WIDTH + 15]).toBeCloseTo(5 * Math.SQRT2);
});

test('a person thinner than a pixel of the small picture is found', () => {
  const mask = { data: new Uint8Array(400 * 300), width: 400, height: 300 };
  mask.data[150 * 400 + 203] = 255;
  expect(distanceToPerson(mask, 100, WIDTH, HEIGHT, into())[15 * WIDTH + 20]).toBe(0);
});

test('a mask smaller than the small picture covers all of its pixels', () => {
  const mask = { data: Uint8Array.of(0, 255), width: 2, height: 1 };
  const map = distanceToPerson(mask, 100, WIDTH, HEIGHT, into());
  expect(map[0]).toBeCloseTo(20);
  expect(map[20]).toBe(0);
  expect(map[WIDTH * HEIGHT - 1]).toBe(0);
});

test('with nobody there, the distance is FAR everywhere', () => {
  const mask = { data: new Uint8Array(16), width: 4, height: 4 };
  expect(Math.min(...distanceToPerson(mask, 100, WIDTH, HEIGHT, into()))).toBe(FAR);
});
