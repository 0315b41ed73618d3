import { expect, test } from 'vitest';
import { multiply, reduce, together } from './arithmetic.ts';
import { given } from './test-given.ts';

test('shapes are broadcast to each other', () => {
  expect(together(given([[1, 4, 4, 3], [3]])).shapes).toEqual([[1, 4, 4, 3]]);
  expect(together(given([[4, 1], [1, 5], []])).shapes).toEqual([[4, 5]]);
  expect(() => together(given([[2, 3], [4]]))).toThrow('is given [2,3] and [4]');
});

test('reduced dimensions are removed, or stay as 1', () => {
  const integers = { 1: [1, -1] };
  expect(reduce(given([[2, 3, 4], [2]], { integers })).shapes).toEqual([[2]]);
  const attributes = { keep_dims: true };
  expect(reduce(given([[2, 3, 4], [2]], { integers, attributes })).shapes).toEqual([[2, 1, 1]]);
  expect(reduce(given([[2, 3]])).shapes).toEqual([[]]);
  expect(() => reduce(given([[2], [1]], { integers: { 1: [2] } }))).toThrow('has no dimension 2');
});

test('matrices are multiplied, and transposed if requested', () => {
  const { shapes, cost } = multiply(
    given([
      [5, 2, 3],
      [3, 4],
    ]),
  );
  expect(shapes).toEqual([[5, 2, 4]]);
  expect(cost).toBe(5 * 2 * 4 * 3);
  const attributes = { transpose_a: true, adj_y: true };
  expect(
    multiply(
      given(
        [
          [3, 2],
          [4, 3],
        ],
        { attributes },
      ),
    ).shapes,
  ).toEqual([[2, 4]]);
  expect(() =>
    multiply(
      given([
        [2, 3],
        [2, 3],
      ]),
    ),
  ).toThrow('is given [2,3] and [2,3]');
});
