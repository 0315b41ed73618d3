import { expect, test } from 'vitest';
import { scalePlate } from './scaled-plate.ts';

/** A row of grey pixels, each [grey level, confidence]. */
function rowOf(...pixels: [number, number][]) {
  const data = new Uint8ClampedArray(pixels.flatMap(([grey, known]) => [grey, grey, grey, known]));
  return { width: pixels.length, height: 1, data };
}

const greysOf = (data: Uint8ClampedArray) => [...data.filter((_, i) => i % 4 === 0)];
const knownOf = (data: Uint8ClampedArray) => [...data.filter((_, i) => i % 4 === 3)];

test('at the same size nothing changes', () => {
  const row = rowOf([10, 255], [20, 128], [0, 0]);
  expect(scalePlate(row, 3, 1)).toEqual(row);
});

test('colours are interpolated between known pixels', () => {
  const { width, height, data } = scalePlate(rowOf([100, 255], [200, 255]), 4, 2);
  expect([width, height]).toEqual([4, 2]);
  expect(greysOf(data)).toEqual([100, 125, 175, 200, 100, 125, 175, 200]);
  expect(new Set(knownOf(data))).toEqual(new Set([255]));
});

test('an unknown pixel neither darkens its neighbours nor becomes known', () => {
  const { data } = scalePlate(rowOf([100, 255], [0, 0]), 4, 1);
  expect(greysOf(data)).toEqual([100, 100, 100, 0]);
  expect(knownOf(data)).toEqual([255, 0, 0, 0]);
});
