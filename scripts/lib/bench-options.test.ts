import { expect, test } from 'vitest';
import { readBenchOptions } from './bench-options.ts';

test('without arguments everything is measured, starting with the default variant', () => {
  const options = readBenchOptions([]);
  expect(options.tiers).toEqual(['webgpu', 'webgl', 'wasm']);
  expect(options.variants[0]).toBe('guided-lite');
  expect(options.out).toBeUndefined();
});

test('invalid arguments are reported', () => {
  expect(() => readBenchOptions(['--tiers', 'wasm,cuda'])).toThrow(/not "cuda"/);
  expect(() => readBenchOptions(['--rounds', '0'])).toThrow(/whole number above 0/);
  expect(() => readBenchOptions(['--speed'])).toThrow(/Usage: npm run bench/);
});
