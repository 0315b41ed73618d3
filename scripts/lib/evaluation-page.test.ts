import { expect, test } from 'vitest';
import { SOFTWARE_WEBGPU_FLAGS } from './browser.ts';
import { browserFlags } from './evaluation-page.ts';

test('WebGPU is computed in software, and only when it is asked for', () => {
  expect(browserFlags('webgpu', {})).toEqual(SOFTWARE_WEBGPU_FLAGS);
  expect(browserFlags('wasm', {})).toEqual([]);
  expect(browserFlags(undefined, {})).toEqual([]);
});

test('VANISH_BROWSER_FLAGS replaces them, also by nothing', () => {
  expect(browserFlags('webgpu', { VANISH_BROWSER_FLAGS: ' --a  --b=c ' })).toEqual([
    '--a',
    '--b=c',
  ]);
  expect(browserFlags('webgpu', { VANISH_BROWSER_FLAGS: '' })).toEqual([]);
});
