import { afterEach, expect, test } from 'vitest';
import { count, describe, interval } from './tally.ts';
import { speak } from './words/words.ts';

afterEach(() => speak('en'));

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

test('the result follows the language', async () => {
  const tally = { right: 3, total: 4 };
  expect(describe(tally)).toBe(
    '3 of 4 right: 75% (95% interval: 30% to 95%). That may be guessing.',
  );
  await speak('de');
  expect(describe(tally).replaceAll('\u00a0', ' ')).toBe(
    '3 von 4 richtig: 75 % (Konfidenzintervall zum Niveau 95 %: 30 % bis 95 %). Das kann geraten sein.',
  );
});
