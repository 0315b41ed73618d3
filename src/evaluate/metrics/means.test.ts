import { expect, test } from 'vitest';
import { means } from './means.ts';

test('each name is averaged over the records that have it', () => {
  expect(means([{ a: 1, b: 4 }, { a: 3, b: undefined }, { c: 0 }])).toEqual({ a: 2, b: 4, c: 0 });
});

test('of nothing there are no means', () => {
  expect(means([])).toEqual({});
  expect(means([{ a: undefined }])).toEqual({});
});
