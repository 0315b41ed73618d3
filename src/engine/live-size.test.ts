import { expect, test } from 'vitest';
import { createLiveSize } from './live-size.ts';

/** Runs frames that take this long each. @returns the notices */
function run(
  size: ReturnType<typeof createLiveSize>,
  { given = 3840, milliseconds = 70, frames = 100, mayChange = true },
) {
  const said: string[] = [];
  for (let i = 0; i < frames; i++) {
    const sentence = size.note(given, milliseconds, mayChange);
    if (sentence) said.push(sentence);
  }
  return said;
}

test('a picture of the usual size stays as it is, even on a slow machine', () => {
  const size = createLiveSize();
  expect(run(size, { given: 640, milliseconds: 900 })).toEqual([]);
  expect(size.longest).toBeGreaterThanOrEqual(640);
});

test('a picture that is cloaked in time is made no smaller than 1920', () => {
  const size = createLiveSize();
  expect(run(size, { given: 1920 })).toEqual([]);
  expect(run(size, { given: 7680 })).toHaveLength(1);
  expect(size.longest).toBe(1920);
});

test('a picture that takes too long is made smaller once, with a notice', () => {
  const size = createLiveSize();
  const first = run(size, { given: 1920, milliseconds: 400, frames: 8 });
  expect(first).toEqual([expect.stringContaining('1920 pixels long')]);
  expect(size.longest).toBeLessThan(1000);
  const before = size.longest;
  expect(run(size, { given: 1920, milliseconds: 90 })).toEqual([]);
  expect(size.longest).toBe(before);
});

test('a single slow frame changes nothing', () => {
  const size = createLiveSize();
  run(size, { given: 1280, frames: 5 });
  size.note(1280, 5000, true);
  run(size, { given: 1280, frames: 5 });
  expect(size.longest).toBe(1920);
});

test('the size does not change during a recording', () => {
  const size = createLiveSize();
  run(size, { given: 1280, milliseconds: 900, mayChange: false });
  expect(size.longest).toBe(1920);
  run(size, { given: 1280, milliseconds: 900 });
  expect(size.longest).toBe(640);
});

test('pictures grow again once there is time to spare, and only after a while', () => {
  const size = createLiveSize();
  run(size, { given: 1920, milliseconds: 400, frames: 8 });
  const small = size.longest;
  expect(run(size, { given: 1920, milliseconds: 20, frames: 200 })).toEqual([]);
  expect(size.longest).toBe(small);
  const said = run(size, { given: 1920, milliseconds: 20, frames: 700 });
  expect(said).toEqual([expect.stringContaining('time to spare')]);
  expect(size.longest).toBeGreaterThan(1.2 * small);
});

test('a size that was too large once is not tried again', () => {
  const size = createLiveSize();
  const slow = { given: 1280, milliseconds: 300, frames: 20 };
  run(size, slow);
  run(size, { given: 1280, milliseconds: 20, frames: 1000 });
  expect(size.longest).toBeGreaterThan(640);
  run(size, slow);
  const small = size.longest;
  run(size, { given: 1280, milliseconds: 20, frames: 3000 });
  expect(size.longest).toBe(small);
});

test.each([
  ['during a recording', { milliseconds: 20, mayChange: false }],
  ['for a few more pixels', { milliseconds: 50 }],
])('pictures do not grow %s', (_why, how) => {
  const size = createLiveSize();
  run(size, { given: 1280, milliseconds: 300, frames: 20 });
  run(size, { given: 1280, frames: 1000, ...how });
  expect(size.longest).toBe(640);
});

test('a new source starts at full size again', () => {
  const size = createLiveSize();
  run(size, { given: 1920, milliseconds: 900 });
  size.reset();
  expect(size.longest).toBe(1920);
});
