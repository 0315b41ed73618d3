import { expect, test } from 'vitest';
import { createQueue } from './one-at-a-time.ts';

test('work starts when the previous work has finished', async () => {
  const queue = createQueue();
  const steps: string[] = [];
  let endFirst = () => {};
  const first = queue(async () => {
    steps.push('first begins');
    await new Promise<void>((resolve) => (endFirst = resolve));
    steps.push('first ends');
  });
  const second = queue(() => void steps.push('second'));
  await new Promise((resolve) => setTimeout(resolve));
  expect(steps).toEqual(['first begins']);
  endFirst();
  await Promise.all([first, second]);
  expect(steps).toEqual(['first begins', 'first ends', 'second']);
});

test('a failure reaches its caller, and the rest continues', async () => {
  const queue = createQueue();
  const failing = queue(() => Promise.reject(new Error('It broke.')));
  await expect(failing).rejects.toThrow('It broke.');
  await expect(queue(() => 2)).resolves.toBe(2);
});
