import { expect, test } from 'vitest';
import { describeTried, formatStages } from './engine-words.ts';

test('stages are listed with their milliseconds', () => {
  expect(formatStages({ segment: 12.34, compose: 0.82 })).toBe('segment 12 ms, compose 0.8 ms');
});

test('a failed tier says why, a successful one how fast it was', () => {
  expect(describeTried({ tier: 'webgpu', problem: 'There is no adapter.' })).toBe(
    'WebGPU: There is no adapter.',
  );
  expect(describeTried({ tier: 'wasm', milliseconds: 45.2 })).toBe(
    'WebAssembly: 45 ms per run of the generator',
  );
});
