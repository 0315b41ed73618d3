import { expect, test } from 'vitest';
import {
  broadcast,
  concatenate,
  expand,
  fill,
  pack,
  pad,
  reshape,
  slice,
  split,
  squeeze,
  stridedSlice,
  tile,
  transpose,
} from './rearranging.ts';
import { given } from './test-given.ts';

const SHAPE = [2, 6, 4];

test.each([
  ['pad', pad, { 1: [0, 0, 1, 2, 0, 0] }, [2, 9, 4]],
  ['reshape', reshape, { 1: [3, -1] }, [3, 16]],
  ['expand', expand, { 1: [-1] }, [2, 6, 4, 1]],
  ['transpose', transpose, { 1: [2, 0, -2] }, [4, 2, 6]],
  ['slice', slice, { 1: [0, 2, 1], 2: [-1, 3, -1] }, [2, 3, 3]],
  ['tile', tile, { 1: [1, 2, 3] }, [2, 12, 12]],
  ['broadcast', broadcast, { 1: [5, 2, 6, 4] }, [5, 2, 6, 4]],
])('%s', (_name, operation, integers, made) => {
  expect(operation(given([SHAPE, [3], [3]], { integers })).shapes).toEqual([made]);
});

test('fill makes the given shape', () => {
  expect(fill(given([[2], []], { integers: { 0: [3, 5] } })).shapes).toEqual([[3, 5]]);
});

test('squeeze removes the given dimensions, or every 1', () => {
  const shape = [1, 3, 1];
  expect(squeeze(given([shape])).shapes).toEqual([[3]]);
  expect(squeeze(given([shape], { attributes: { squeeze_dims: [-1] } })).shapes).toEqual([[1, 3]]);
});

test('a strided slice counts from both ends, and backwards', () => {
  const cut = (begin: number[], end: number[], strides: number[], masks = {}) =>
    stridedSlice(
      given([SHAPE, [3], [3], [3]], {
        integers: { 1: begin, 2: end, 3: strides },
        attributes: masks,
      }),
    ).shapes[0];
  expect(cut([0, 1, 0], [2, -1, 4], [1, 2, 3])).toEqual([2, 2, 2]);
  expect(cut([0, 5, 0], [2, 0, 4], [1, -2, 1])).toEqual([2, 3, 4]);
  expect(
    cut([1, 9, 9], [2, 9, 9], [1, 1, 1], { shrink_axis_mask: 1, begin_mask: 6, end_mask: 6 }),
  ).toEqual([6, 4]);
  expect(() => cut([0, 0, 0], [2, 6, 4], [1, 0, 1])).toThrow('goes on by 0');
  expect(() => cut([0, 0, 0], [2, 6, 4], [1, 1, 1], { new_axis_mask: 1 })).toThrow('does not take');
});

test('split cuts evenly, or into the given lengths', () => {
  const even = given([[], SHAPE], {
    op: 'Split',
    integers: { 0: [1] },
    attributes: { num_split: 3 },
  });
  expect(split(even).shapes).toEqual([
    [2, 2, 4],
    [2, 2, 4],
    [2, 2, 4],
  ]);
  const integers = { 1: [1, 5], 2: [1] };
  const varied = given([SHAPE, [2], []], { op: 'SplitV', integers });
  expect(split(varied).shapes).toEqual([
    [2, 1, 4],
    [2, 5, 4],
  ]);
  const uneven = given([[], SHAPE], {
    op: 'Split',
    integers: { 0: [1] },
    attributes: { num_split: 4 },
  });
  expect(() => split(uneven)).toThrow('cannot cut 6 into 4');
});

test('parts are joined along a dimension, or along a new one', () => {
  const parts = [
    [2, 1, 4],
    [2, 5, 4],
  ];
  expect(concatenate(given(parts), parts, 1).shapes).toEqual([[2, 6, 4]]);
  expect(() => concatenate(given(parts), parts, 0)).toThrow('does not fit together');
  expect(pack(given([SHAPE, SHAPE], { attributes: { axis: 1 } })).shapes).toEqual([[2, 2, 6, 4]]);
});

test.each([
  [pad, { 1: [0, 0, 1] }, 'cannot put [0,0,1] around [2,6,4]'],
  [reshape, { 1: [5, 2] }, 'cannot make [5,2] of [2,6,4]'],
  [transpose, { 1: [0, 0, 1] }, 'cannot turn [2,6,4] by [0,0,1]'],
  [slice, { 1: [0, 5, 0], 2: [2, 2, 4] }, 'cannot cut'],
  [tile, { 1: [2] }, 'cannot repeat [2,6,4] [2] times'],
  [pad, {}, 'has a size that cannot be known in advance'],
])('shapes that do not fit are refused: %o', (operation, integers, why) => {
  expect(() => operation(given([SHAPE, [3], [3]], { integers }))).toThrow(why);
});
