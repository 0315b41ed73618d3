import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FromEngine } from './messages.ts';
import { outlastLosses } from './recovery.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function follow(recover: () => Promise<number | undefined>) {
  const said: FromEngine[] = [];
  let lose = (_cause: string) => {};
  const next = () => new Promise<string>((resolve) => (lose = resolve));
  const started = {
    lost: next(),
    recover: () => {
      started.lost = next();
      return recover();
    },
  };
  const states: boolean[] = [];
  void outlastLosses({
    started,
    say: (message) => said.push(message),
    between: (work) => work(),
    follow: (isLost) => states.push(isLost),
  });
  return {
    said,
    states,
    async lose(milliseconds = 0) {
      lose('it went');
      await vi.advanceTimersByTimeAsync(milliseconds);
    },
  };
}

test('each loss is reported, with what is still known of the room', async () => {
  const recover = vi.fn().mockResolvedValueOnce(1200).mockResolvedValueOnce(undefined);
  const { said, states, lose } = follow(recover);
  await lose();
  await lose();
  expect(states).toEqual([true, false, true, false]);
  expect(said.map(({ kind }) => kind)).toEqual([
    'recovering',
    'recovered',
    'recovering',
    'recovered',
  ]);
  expect(said[0]).toMatchObject({ sentence: expect.stringContaining('was lost (it went)') });
  expect(said[1]).toMatchObject({ sentence: expect.stringContaining('known 1 second before') });
  expect(said[3]).toMatchObject({ sentence: expect.stringContaining('relearns the room') });
});

test('a device that does not come back is replaced by another engine', async () => {
  const { said, states, lose } = follow(() => Promise.reject(new Error('No adapter.')));
  await lose();
  expect(said.map(({ kind }) => kind)).toEqual(['recovering', 'broken']);
  expect(states).toEqual([true]); // later failures are not reported
});

test('so is one on which a frame hangs', async () => {
  const { said, lose } = follow(() => new Promise(() => {}));
  await lose(5900);
  expect(said).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(said.map(({ kind }) => kind)).toEqual(['recovering', 'broken']);
});
