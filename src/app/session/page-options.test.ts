import { expect, test } from 'vitest';
import { readPageOptions } from './page-options.ts';

test('a URL without a query sets no options', () => {
  expect(Object.values(readPageOptions('')).every((value) => value === undefined)).toBe(true);
});

test('tier, variant and source are read', () => {
  expect(readPageOptions('?tier=wasm&variant=guided&source=demo')).toEqual({
    tier: 'wasm',
    variant: 'guided',
    source: 'demo',
  });
});

test('an unknown value is ignored and reported', () => {
  const options = readPageOptions('?tier=abacus');
  expect(options.tier).toBeUndefined();
  expect(options.problem).toContain('tier=abacus');
});

test('a size is read; an invalid one is reported', () => {
  expect(readPageOptions('?only=picture&size=1280x720').size).toEqual({ width: 1280, height: 720 });
  for (const size of ['1280', '0x720', '1280x', '99999x720', 'x', '-1x5']) {
    const options = readPageOptions(`?size=${size}`);
    expect(options.size).toBeUndefined();
    expect(options.problem).toContain(`size=${size}`);
  }
});
