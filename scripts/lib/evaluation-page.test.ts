import { expect, test } from 'vitest';
import { SOFTWARE_WEBGPU_FLAGS } from './browser.ts';
import { browserFlags } from './evaluation-page.ts';

test('WebGPU runs in software, and only on request', () => {
  expect(browserFlags('webgpu', {})).toEqual(SOFTWARE_WEBGPU_FLAGS);
  expect(browserFlags('wasm', {})).toEqual([]);
  expect(browserFlags(undefined, {})).toEqual([]);
});

test('VANISH_BROWSER_FLAGS replaces the flags, even with none', () => {
  expect(browserFlags('webgpu', { VANISH_BROWSER_FLAGS: ' --a  --b=c ' })).toEqual([
    '--a',
    '--b=c',
  ]);
  expect(browserFlags('webgpu', { VANISH_BROWSER_FLAGS: '' })).toEqual([]);
});
