// The closing lines of the three test runners, as they print them.
import { expect, test } from 'vitest';
import { countTests } from './test-counts.ts';

test('Vitest: counts tests, not files', () => {
  const output = ' Test Files  1 failed | 2 passed (3)\n      Tests  3 failed | 12 passed (15)\n';
  expect(countTests(output)).toEqual({ passed: 12, failed: 3 });
});

test('pytest: failures and errors both count as failed, with or without the frame of equals signs', () => {
  expect(countTests('=== 1 failed, 12 passed, 2 warnings, 1 error in 3.14s ===')).toEqual({
    passed: 12,
    failed: 2,
  });
  expect(countTests('40 passed, 1 skipped in 65.20s (0:01:05)')).toEqual({ passed: 40, failed: 0 });
});

test('Playwright: adds its lines up', () => {
  const output = '  2 failed\n    [default] › a.spec.ts:3:1 › a\n  1 flaky\n  5 passed (1.2m)\n';
  expect(countTests(output)).toEqual({ passed: 6, failed: 2 });
});

test('coloured lines are counted', () => {
  const output = '\u001b[2m      Tests \u001b[22m \u001b[32m4 passed\u001b[39m (4)';
  expect(countTests(output)).toEqual({ passed: 4, failed: 0 });
});

test('sentences that only resemble counts are ignored', () => {
  expect(countTests('The 3 passed frames failed.\n2 failed attempts to connect')).toEqual({
    passed: 0,
    failed: 0,
  });
});
