import { expect, test } from 'vitest';
import { readBenchOptions } from './bench-options.ts';

test('without arguments everything is measured, the default variant first', () => {
  const options = readBenchOptions([]);
  expect(options.tiers).toEqual(['webgpu', 'webgl', 'wasm']);
  expect(options.variants[0]).toBe('guided-lite');
  expect(options.out).toBeUndefined();
});

test('what is of no use is said in a sentence', () => {
  expect(() => readBenchOptions(['--tiers', 'wasm,cuda'])).toThrow(/not "cuda"/);
  expect(() => readBenchOptions(['--rounds', '0'])).toThrow(/whole number above 0/);
  expect(() => readBenchOptions(['--speed'])).toThrow(/Usage: npm run bench/);
});
