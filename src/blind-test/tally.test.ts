import { expect, test } from 'vitest';
import { count, describe, interval } from './tally.ts';

test('answers are counted', () => {
  const tally = [true, false, true].reduce(count, { right: 0, total: 0 });
  expect(tally).toEqual({ right: 2, total: 3 });
});

test.each([
  [{ right: 10, total: 20 }, 0.299, 0.701],
  [{ right: 0, total: 10 }, 0, 0.278],
  [{ right: 81, total: 263 }, 0.255, 0.366], // Newcombe 1998, table I
])('the interval of %j', (tally, low, high) => {
  const bounds = interval(tally)!;
  expect(bounds[0]).toBeCloseTo(low, 3);
  expect(bounds[1]).toBeCloseTo(high, 3);
});

test.each([
  [{ right: 0, total: 0 }, 'No answer yet.'],
  [{ right: 19, total: 20 }, 'gives itself away'],
  [{ right: 11, total: 20 }, 'may be guessing'],
  [{ right: 1, total: 20 }, 'misleads'],
])('%j in words', (tally, words) => {
  expect(describe(tally)).toContain(words);
});
