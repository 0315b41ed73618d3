import { expect, test } from 'vitest';
import { JOINTS, type Body } from './body.ts';
import { coverage, eachCellOf, strokesOf } from './shape.ts';
import { standing } from './test-bodies.ts';

const GRID = { width: 100, height: 100 };

function drawn(body: Body): (x: number, y: number) => boolean {
  const cells = new Set<number>();
  for (const stroke of strokesOf(body, GRID.width, GRID.height)) {
    eachCellOf(stroke, GRID, (x, y) => cells.add(100 * y + x));
  }
  return (x, y) => cells.has(100 * y + x);
}

/** Without the joints whose names match. */
function without(body: Body, hidden: RegExp): Body {
  const joints = body.joints.map((joint, i) =>
    hidden.test(JOINTS[i]!) ? { ...joint, score: 0.1 } : joint,
  );
  return { ...body, joints };
}

test('head, trunk, arms and legs are covered, and what is between the legs is not', () => {
  const isDrawn = drawn(standing(0.3, 0.1, 0.7, 0.9));
  expect([isDrawn(50, 15), isDrawn(50, 35), isDrawn(34, 48), isDrawn(44, 80)]).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect([isDrawn(50, 84), isDrawn(25, 80), isDrawn(75, 15)]).toEqual([false, false, false]);
});

test('joints that are hidden are not drawn: a table is not a leg', () => {
  const isDrawn = drawn(without(standing(0.3, 0.1, 0.7, 0.9), /Knee|Ankle/));
  expect([isDrawn(50, 35), isDrawn(44, 80)]).toEqual([true, false]);
});

test('somebody behind a desk has a trunk down to the end of the box', () => {
  const isDrawn = drawn(without(standing(0.2, 0.2, 0.8, 1), /Hip|Knee|Ankle|Elbow|Wrist/));
  expect([isDrawn(50, 45), isDrawn(50, 55)]).toEqual([true, true]);
});

test('nothing is drawn outside of the grid', () => {
  const places: [number, number][] = [];
  for (const stroke of strokesOf(standing(-0.5, -0.5, 0.5, 1.5), GRID.width, GRID.height)) {
    eachCellOf(stroke, GRID, (x, y) => places.push([x, y]));
  }
  expect(places.length).toBeGreaterThan(0);
  expect(places.filter(([x, y]) => x < 0 || y < 0 || x >= 100 || y >= 100)).toEqual([]);
});

test('coverage is the share of the cells that the mask covers', () => {
  const strokes = strokesOf(standing(0.3, 0.1, 0.7, 0.9), GRID.width, GRID.height);
  const data = new Uint8Array(10_000);
  expect(coverage(strokes, { ...GRID, data }, 100)).toBe(0);
  expect(coverage(strokes, { ...GRID, data: data.fill(255) }, 100)).toBe(1);
  expect(coverage([], { ...GRID, data }, 100)).toBe(1);
});
