import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { afterAwake, inTime } from './awake-time.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** On waking up, every timer fires whose time came during the sleep. */
const wakeUp = () => vi.runOnlyPendingTimers();

test('it calls back once, after that time', () => {
  const call = vi.fn();
  afterAwake(call, 2100);
  vi.advanceTimersByTime(2099);
  expect(call).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  vi.advanceTimersByTime(10_000);
  expect(call).toHaveBeenCalledOnce();
});

test('the time that a computer was asleep does not count', () => {
  const call = vi.fn();
  afterAwake(call, 2000);
  vi.advanceTimersByTime(100);
  wakeUp();
  expect(call).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  expect(call).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  expect(call).toHaveBeenCalledOnce();
});

test('it can be cancelled at any time', () => {
  const call = vi.fn();
  const cancel = afterAwake(call, 2000);
  vi.advanceTimersByTime(1500);
  cancel();
  vi.advanceTimersByTime(10_000);
  expect(call).not.toHaveBeenCalled();
});

test('a promise that never settles becomes an error', async () => {
  const late = expect(inTime(new Promise(() => {}), 100, 'It does not come.')).rejects.toThrow(
    'It does not come.',
  );
  await vi.advanceTimersByTimeAsync(101);
  await late;
  expect(await inTime(Promise.resolve(1), 100, '')).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
});
