import { expect, test } from 'vitest';
import { ADDED, noMarks, paint, TAKEN, withMarks } from './marks.ts';

test('marks have the shape of the photo', () => {
  expect(noMarks({ width: 4000, height: 3000 })).toMatchObject({ width: 640, height: 480 });
  expect(noMarks({ width: 300, height: 600 })).toMatchObject({ width: 320, height: 640 });
});

test('a stroke is as wide as the brush throughout, and ends at the edge of the photo', () => {
  const marks = noMarks({ width: 640, height: 480 });
  paint(marks, { x: 0.25, y: 0.5 }, { x: 0.75, y: 0.5 }, 0.05, ADDED);
  const at = (x: number, y: number) => marks.data[y * 640 + x];
  for (const x of [160, 320, 479]) {
    expect([at(x, 240), at(x, 209), at(x, 207), at(x, 273)]).toEqual([ADDED, ADDED, 0, 0]);
  }
  expect(at(126, 240)).toBe(0);
  expect(at(130, 240)).toBe(ADDED);
  paint(marks, { x: 1, y: 1 }, { x: 1, y: 1 }, 0.05, TAKEN);
  expect(at(639, 479)).toBe(TAKEN);
  expect(at(0, 0)).toBe(0);
});

test('marks override the mask, and unmarked pixels stay', () => {
  const marks = noMarks({ width: 4, height: 4 });
  paint(marks, { x: 0.2, y: 0.2 }, { x: 0.2, y: 0.2 }, 0.1, ADDED);
  paint(marks, { x: 0.8, y: 0.8 }, { x: 0.8, y: 0.8 }, 0.1, TAKEN);
  const mask = { data: new Uint8Array([10, 20, 30, 200]), width: 2, height: 2 };
  const { data, width } = withMarks(mask, marks);
  const at = (x: number, y: number) => data[Math.floor(y * width) * width + Math.floor(x * width)];
  expect(at(0.2, 0.2)).toBe(255);
  expect(at(0.8, 0.8)).toBe(0);
  expect([at(0.05, 0.05), at(0.8, 0.2), at(0.2, 0.8), at(0.95, 0.95)]).toEqual([10, 20, 30, 200]);
});
