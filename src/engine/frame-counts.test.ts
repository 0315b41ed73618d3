import { expect, test } from 'vitest';
import { createFrameCounts } from './frame-counts.ts';

function counted() {
  let now = 1000; // ms
  return {
    counts: createFrameCounts(() => now),
    pass: (milliseconds: number) => (now += milliseconds),
  };
}

test('received and shown frames are counted from one report to the next', () => {
  const { counts } = counted();
  counts.came();
  counts.came();
  counts.came();
  counts.discount();
  counts.show();
  expect(counts.takeAlive()).toEqual({ received: 2, shown: 1, busy: 0 });
  expect(counts.takeAlive()).toEqual({ received: 0, shown: 0, busy: 0 });
});

test('a report says how long the current frame has been taking', () => {
  const { counts, pass } = counted();
  expect(counts.begin()).toBe(1000);
  pass(700);
  expect(counts.takeAlive().busy).toBe(700);
  counts.restart();
  pass(100);
  expect(counts.takeAlive().busy).toBe(100);
  counts.end();
  counts.restart(); // no frame is in progress
  pass(100);
  expect(counts.takeAlive().busy).toBe(0);
});

test('a computer that was asleep, or a tab that was frozen, did not work on the frame', () => {
  const { counts, pass } = counted();
  counts.begin();
  pass(500);
  counts.takeAlive();
  pass(3_600_000);
  expect(counts.takeAlive().busy).toBeLessThan(5000);
  for (let i = 0; i < 20; i++) {
    pass(500);
    counts.takeAlive();
  }
  expect(counts.takeAlive().busy).toBeGreaterThan(10_000); // it works on it now
});

test('the rate covers at least half a second', () => {
  const { counts, pass } = counted();
  for (let i = 0; i < 12; i++) counts.show();
  pass(400);
  expect(counts.takeRate()).toBeUndefined();
  pass(200);
  expect(counts.takeRate()).toBeCloseTo(20);
  pass(500);
  expect(counts.takeRate()).toBe(0);
});
