import { expect, test } from 'vitest';
import { readPageOptions } from './page-options.ts';

test('an address without a query asks for nothing', () => {
  expect(Object.values(readPageOptions('')).every((value) => value === undefined)).toBe(true);
});

test('tier, variant and source are read', () => {
  expect(readPageOptions('?tier=wasm&variant=guided&source=demo')).toEqual({
    tier: 'wasm',
    variant: 'guided',
    source: 'demo',
  });
});

test('what does not exist is ignored, and said', () => {
  const options = readPageOptions('?tier=abacus');
  expect(options.tier).toBeUndefined();
  expect(options.problem).toContain('tier=abacus');
});
