// A catalog with a faulty entry still yields the good ones.
import { expect, test } from 'vitest';
import { readCatalog } from './catalog.ts';

test.each([
  [
    { default: 'b', variants: ['a', 'b'], refiner: 'r' },
    { default: 'b', variants: ['a', 'b'], refiner: 'r' },
  ],
  [
    { default: 'gone', variants: ['a', 7, '../b', 'a', null] },
    { default: 'a', variants: ['a'] },
  ],
  [
    { variants: ['a'], finder: 'f' },
    { default: 'a', variants: ['a'], finder: 'f' },
  ],
  [
    { variants: ['a'], finder: '../f' },
    { default: 'a', variants: ['a'] },
  ],
  [
    { variants: ['a'], refiner: {} },
    { default: 'a', variants: ['a'] },
  ],
])('%j gives %j', (json, catalog) => expect(readCatalog(json)).toEqual(catalog));

test.each([null, 1, [], {}, { variants: 'a' }, { variants: ['..'] }])(
  '%j names no variant',
  (json) => {
    expect(() => readCatalog(json)).toThrow('The list of variants names none.');
  },
);
