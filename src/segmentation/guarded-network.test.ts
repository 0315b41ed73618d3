import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { guardNetwork } from './guarded-network.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function guarded() {
  const onDrop = vi.fn();
  const network = guardNetwork<{ dispose(): void }>(onDrop);
  network.set({ dispose: vi.fn() });
  let answer = (_: string) => {};
  const coming = network.ask(() => new Promise<string>((resolve) => (answer = resolve)));
  return { network, onDrop, coming, answer: (text: string) => answer(text) };
}

test('a network that gives no answer is given up', async () => {
  const { network, onDrop, coming } = guarded();
  await vi.advanceTimersByTimeAsync(2000);
  expect(await coming).toBeUndefined();
  expect(onDrop).toHaveBeenCalledExactlyOnceWith('The finder gave no answer.');
  expect(network.isThere).toBe(false);
});

test('a network that was asked right before the computer slept may answer when it wakes up', async () => {
  const { network, onDrop, coming, answer } = guarded();
  await vi.advanceTimersByTimeAsync(10);
  await vi.runOnlyPendingTimersAsync(); // all that came due in the sleep, before any answer
  answer('somebody');
  expect(await coming).toBe('somebody');
  expect(onDrop).not.toHaveBeenCalled();
  expect(network.isThere).toBe(true);
});
