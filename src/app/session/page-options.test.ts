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

test('a size is read; what is none is said', () => {
  expect(readPageOptions('?only=picture&size=1280x720').size).toEqual({ width: 1280, height: 720 });
  for (const size of ['1280', '0x720', '1280x', '99999x720', 'x', '-1x5']) {
    const options = readPageOptions(`?size=${size}`);
    expect(options.size).toBeUndefined();
    expect(options.problem).toContain(`size=${size}`);
  }
});
