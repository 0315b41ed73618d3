// Drawing zones, with the brush and with the keyboard's rectangle.
import { expect, test } from 'vitest';
import { areaOf, extend, FIRST_RECTANGLE, moveByKey, type Rectangle } from './zone-drawing.ts';

test('a stroke gets a new point only after the pointer has moved far enough', () => {
  const first = extend([], [0.5, 0.5], 16 / 9);
  expect(extend(first, [0.503, 0.503], 16 / 9)).toBe(first);
  expect(extend(first, [0.52, 0.5], 16 / 9)).toHaveLength(2);
});

test('keys move and resize the rectangle, which stays in the picture', () => {
  const press = (key: string, times: number, resizes = false) => {
    let rectangle: Rectangle = FIRST_RECTANGLE;
    for (let i = 0; i < times; i++) rectangle = moveByKey(rectangle, key, resizes)!;
    return rectangle;
  };
  expect(press('ArrowRight', 1).x).toBeGreaterThan(FIRST_RECTANGLE.x);
  expect(press('ArrowLeft', 99).x).toBe(0);
  expect(press('ArrowDown', 99).y).toBeCloseTo(1 - FIRST_RECTANGLE.height);
  expect(press('ArrowDown', 99, true).height).toBeCloseTo(1 - FIRST_RECTANGLE.y);
  expect(press('ArrowUp', 99, true).height).toBeCloseTo(0.04);
  expect(moveByKey(FIRST_RECTANGLE, 'b', false)).toBeUndefined();
  expect(areaOf(FIRST_RECTANGLE).places).toHaveLength(4);
});
