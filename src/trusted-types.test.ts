import { expect, test } from 'vitest';
import { ownScript } from './trusted-types.ts';

const PAGE = 'https://vanish.example/?source=demo';

test.each(['/assets/worker.js', 'https://vanish.example/sw.js', 'sw.js'])(
  '%s is run',
  (address) => {
    expect(ownScript(address, PAGE)).toBe(address);
  },
);

test.each([
  'https://elsewhere.example/worker.js',
  '//elsewhere.example/worker.js',
  'http://vanish.example/worker.js',
  'blob:https://vanish.example/1234',
  'data:text/javascript,1',
  'javascript:1',
])('%s is not', (address) => {
  expect(() => ownScript(address, PAGE)).toThrow(TypeError);
});
