import { expect, test } from 'vitest';
import { createFailures } from './failures.ts';

test('three failures in a row are too many, which is reported once', () => {
  const failures = createFailures();
  expect([1, 2, 3, 4].map(() => failures.add())).toEqual([false, false, true, false]);
});

test('a frame that succeeds restarts the count', () => {
  const failures = createFailures();
  failures.add();
  failures.add();
  failures.end();
  expect([1, 2, 3].map(() => failures.add())).toEqual([false, false, true]);
});
