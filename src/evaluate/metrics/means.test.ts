import { expect, test } from 'vitest';
import { means, medians } from './means.ts';

test('each name is averaged over the records that have it', () => {
  expect(means([{ a: 1, b: 4 }, { a: 3, b: undefined }, { c: 0 }])).toEqual({ a: 2, b: 4, c: 0 });
});

test('nothing has no means', () => {
  expect(means([])).toEqual({});
  expect(means([{ a: undefined }])).toEqual({});
});

test('the median is the middle value, or the mean of the two in the middle', () => {
  const records = [{ a: 10, b: 1 }, { a: -2, b: 4 }, { a: 3 }];
  expect(medians(records)).toEqual({ a: 3, b: 2.5 });
  expect(records.map(({ a }) => a)).toEqual([10, -2, 3]);
  expect(medians([])).toEqual({});
});
