import { expect, test } from 'vitest';
import { createFrameTime } from './frame-time.ts';

/** The seconds that count for learning and those for the mask, for frames at these times, s. */
function counted(...times: number[]) {
  const time = createFrameTime();
  const all = times.map((seconds) => time.next(1e6 * seconds));
  return {
    seconds: all.map(({ seconds }) => Number(seconds.toFixed(3))),
    apart: all.map(({ apart }) => Number(apart.toFixed(3))),
  };
}

test.each([0.2, 0.5, 1, 2, 15, 60])(
  'at %d frames per second the intervals count in full',
  (rate) => {
    const { seconds } = counted(0, 1 / rate, 2 / rate, 3 / rate);
    const interval = Number((1 / rate).toFixed(3));
    expect(seconds.slice(2)).toEqual([interval, interval]);
  },
);

test('a pause hardly counts, and the mask is outdated after it', () => {
  const { seconds, apart } = counted(0, 0.04, 0.08, 60, 60.04, 3660);
  expect(seconds).toEqual([0.033, 0.04, 0.04, 0.08, 0.04, 0.08]);
  expect(apart[3]).toBeCloseTo(59.92);
});

test('a pause in a slow film counts for two of its frames', () => {
  expect(counted(0, 2, 4, 6, 600).seconds.at(-1)).toBe(4);
});

test('a film that restarts, or is paused, counts as one frame', () => {
  const { seconds, apart } = counted(10, 10.04, 0, 0, 0.04);
  expect(seconds).toEqual([0.033, 0.04, 0.033, 0.033, 0.04]);
  expect(apart[2]).toBe(Infinity);
});

test('invalid timestamps are replaced', () => {
  expect(counted(0, Number.NaN, 1).seconds).toEqual([0.033, 0.033, 0.033]);
});
