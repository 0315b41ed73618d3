import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPausing } from './pausing.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the clock stands still in a pause', () => {
  const pausing = createPausing();
  const start = pausing.now();
  const passed = () => pausing.now() - start;
  vi.advanceTimersByTime(100);
  pausing.pause();
  vi.advanceTimersByTime(1000);
  pausing.pause(); // it is paused already
  expect(passed()).toBe(100);
  pausing.resume();
  pausing.resume();
  vi.advanceTimersByTime(50);
  expect(passed()).toBe(150);
});

test('a step waits until the pause ends', async () => {
  const pausing = createPausing();
  await pausing.passed();
  pausing.pause();
  const step = vi.fn();
  const waiting = pausing.passed().then(step);
  await vi.advanceTimersByTimeAsync(1000);
  expect(step).not.toHaveBeenCalled();
  pausing.resume();
  await waiting;
  expect(step).toHaveBeenCalledOnce();
});
