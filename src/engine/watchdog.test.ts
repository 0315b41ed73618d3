import { expect, test } from 'vitest';
import { ALIVE, READY } from './test-messages.ts';
import { createWatchdog } from './watchdog.ts';

/** @returns how many silent ticks it waits until it acts, at most `most` */
function ticksUntilActing(watchdog: ReturnType<typeof createWatchdog>, most: number) {
  for (let i = 1; i <= most; i++) if (watchdog.tick()) return i;
  return undefined;
}

test('an engine that keeps reporting is left alone', () => {
  const watchdog = createWatchdog();
  watchdog.note(READY);
  for (let i = 0; i < 100; i++) {
    watchdog.note(ALIVE);
    expect(watchdog.tick()).toBeUndefined();
  }
});

test('it acts on silence, later while the engine starts', () => {
  const starting = createWatchdog();
  expect(ticksUntilActing(starting, 20)).toBeUndefined();
  expect(ticksUntilActing(starting, 60)).toBeDefined();
  const ready = createWatchdog();
  ready.note(READY);
  expect(ticksUntilActing(ready, 20)).toBeLessThanOrEqual(6);
});

test('a single message ends the silence', () => {
  const watchdog = createWatchdog();
  watchdog.note(READY);
  ticksUntilActing(watchdog, 4);
  watchdog.note(ALIVE);
  expect(ticksUntilActing(watchdog, 4)).toBeUndefined();
});

test('it acts on a frame that hangs, although the engine reports', () => {
  const watchdog = createWatchdog();
  watchdog.note(READY);
  watchdog.note({ ...ALIVE, busy: 7000 });
  expect(watchdog.tick()).toBeUndefined();
  watchdog.note({ ...ALIVE, busy: 9000 });
  expect(watchdog.tick()).toMatch(/picture/);
});

test('a slow generator gets more time', () => {
  const watchdog = createWatchdog();
  watchdog.note({ ...READY, milliseconds: 6000 });
  watchdog.note({ ...ALIVE, busy: 60_000 });
  expect(watchdog.tick()).toBeUndefined();
});

test('it acts at once when the engine itself reports that it broke', () => {
  const watchdog = createWatchdog();
  watchdog.note(READY);
  watchdog.note({ kind: 'broken', sentence: 'The graphics device was lost.' });
  expect(watchdog.tick()).toBe('The graphics device was lost.');
});

test('compiling a variant may silence the engine, but not for ever', () => {
  const watchdog = createWatchdog();
  watchdog.note(READY);
  watchdog.note({ kind: 'variant-progress', id: 'guided', share: 0.6, doing: 'Checking' });
  expect(ticksUntilActing(watchdog, 30)).toBeUndefined();
  watchdog.note({ ...ALIVE, busy: 30_000 }); // the frame waited for it
  expect(watchdog.tick()).toBeUndefined();
  watchdog.note({ kind: 'variant-problem', id: 'guided', sentence: 'It does not fit.' });
  expect(ticksUntilActing(watchdog, 10)).toBeDefined();
});

test('a frame that waits while the variant moves to the CPU is waited for; then its speed there counts', () => {
  const watchdog = createWatchdog();
  watchdog.note(READY);
  watchdog.note({ kind: 'variant-progress', id: 'guided', share: 0, doing: 'Checking' });
  watchdog.note({ ...ALIVE, busy: 20_000 });
  expect(watchdog.tick()).toBeUndefined();
  watchdog.note({ kind: 'moved', variant: 'guided', remembers: true, milliseconds: 2000 });
  watchdog.note({ ...ALIVE, busy: 20_000 });
  expect(watchdog.tick()).toBeUndefined();
  watchdog.note({ ...ALIVE, busy: 50_000 });
  expect(watchdog.tick()).toContain('never finished');
});
