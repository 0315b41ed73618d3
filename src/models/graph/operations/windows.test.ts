import { expect, test } from 'vitest';
import { given } from './test-given.ts';
import {
  convolution,
  depthToSpace,
  depthwise,
  normalise,
  pool,
  resize,
  transposed,
} from './windows.ts';

const PICTURE = [1, 9, 8, 4];
const asked = (attributes: Record<string, unknown>) => ({ attributes });

test.each([
  ['SAME', [1, 2, 2, 1], [1, 1, 1, 1], [1, 5, 4, 6]],
  ['VALID', [1, 2, 2, 1], [1, 1, 1, 1], [1, 4, 3, 6]],
  ['VALID', [1, 1, 1, 1], [1, 2, 2, 1], [1, 5, 4, 6]],
])('a 3x3 convolution, %s, strides %j, dilations %j', (padding, strides, dilations, made) => {
  const wanted = asked({ padding, strides, dilations });
  const { shapes, cost } = convolution(given([PICTURE, [3, 3, 4, 6]], wanted));
  expect(shapes).toEqual([made]);
  const [, height = 0, width = 0] = made;
  expect(cost).toBe(height * width * 6 * 3 * 3 * 4);
});

test('explicit padding counts on both sides', () => {
  const attributes = { padding: 'EXPLICIT', explicit_paddings: [0, 0, 1, 2, 0, 1, 0, 0] };
  const { shapes } = convolution(given([PICTURE, [3, 3, 4, 6]], { attributes }));
  expect(shapes).toEqual([[1, 10, 7, 6]]);
});

test('a depthwise convolution multiplies the channels', () => {
  const { shapes, cost } = depthwise(given([PICTURE, [3, 3, 4, 2]], asked({ padding: 'SAME' })));
  expect(shapes).toEqual([[1, 9, 8, 8]]);
  expect(cost).toBe(9 * 8 * 8 * 9);
});

test('a transposed convolution makes the given size', () => {
  const integers = { 0: [1, 18, 16, 6] };
  const { shapes } = transposed(given([[4], [4, 4, 6, 4], PICTURE], { integers }));
  expect(shapes).toEqual([[1, 18, 16, 6]]);
  const wrong = given([[4], [4, 4, 5, 4], PICTURE], { integers });
  expect(() => transposed(wrong)).toThrow('would make [1,18,16,6]');
});

test('a pool keeps the channels', () => {
  const attributes = { padding: 'VALID', ksize: [1, 3, 3, 1], strides: [1, 3, 3, 1] };
  expect(pool(given([PICTURE], { attributes })).shapes).toEqual([[1, 3, 2, 4]]);
});

test('resize, depth-to-space and batch norm give their shapes', () => {
  expect(resize(given([PICTURE, [2]], { integers: { 1: [18, 24] } })).shapes).toEqual([
    [1, 18, 24, 4],
  ]);
  expect(depthToSpace(given([PICTURE], asked({ block_size: 2 }))).shapes).toEqual([[1, 18, 16, 1]]);
  const four = [PICTURE, [4], [4], [4], [4]];
  expect(normalise(given(four)).shapes).toEqual([PICTURE]);
});

test('shapes that do not fit are refused', () => {
  expect(() => convolution(given([PICTURE, [3, 3, 5, 6]]))).toThrow('its kernel is [3,3,5,6]');
  expect(() => normalise(given([PICTURE, [4], [4], [3], [4]]))).toThrow('other channels');
  const first = asked({ data_format: 'NCHW' });
  expect(() => convolution(given([PICTURE, [3, 3, 4, 6]], first))).toThrow('channels elsewhere');
  expect(() => pool(given([PICTURE], asked({ ksize: [1, 0, 0, 1] })))).toThrow('"ksize" below 1');
});
