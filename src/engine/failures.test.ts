import { expect, test } from 'vitest';
import { createFailures } from './failures.ts';

test('three in a row are too many, and are told once', () => {
  const failures = createFailures();
  expect([1, 2, 3, 4].map(() => failures.add())).toEqual([false, false, true, false]);
});

test('one that was cloaked between them begins the count anew', () => {
  const failures = createFailures();
  failures.add();
  failures.add();
  failures.end();
  expect([1, 2, 3].map(() => failures.add())).toEqual([false, false, true]);
});
