import { expect, test } from 'vitest';
import { createLiveQuality } from './live-quality.ts';

/** Runs frames that take this long each. @returns the notices */
function run(
  quality: ReturnType<typeof createLiveQuality>,
  { given = 3840, milliseconds = 70, frames = 100, mayResize = true, remembers = false },
) {
  const said: string[] = [];
  for (let i = 0; i < frames; i++) {
    const sentence = quality.note({ given, milliseconds, mayResize, remembers });
    if (sentence) said.push(sentence);
  }
  return said;
}

test('a picture of the usual size stays as it is, even on a slow machine', () => {
  const quality = createLiveQuality();
  expect(run(quality, { given: 640, milliseconds: 900 })).toEqual([]);
  expect(quality.longest).toBeGreaterThanOrEqual(640);
});

test('a picture that is cloaked in time is made no smaller than 1920', () => {
  const quality = createLiveQuality();
  expect(run(quality, { given: 1920 })).toEqual([]);
  expect(run(quality, { given: 7680 })).toHaveLength(1);
  expect(quality.longest).toBe(1920);
});

test('a picture that takes too long is made smaller once, with a notice', () => {
  const quality = createLiveQuality();
  const first = run(quality, { given: 1920, milliseconds: 400, frames: 8 });
  expect(first).toEqual([expect.stringContaining('1920 pixels')]);
  expect(quality.longest).toBeLessThan(1000);
  const before = quality.longest;
  expect(run(quality, { given: 1920, milliseconds: 90 })).toEqual([]);
  expect(quality.longest).toBe(before);
});

test('a single slow frame changes nothing', () => {
  const quality = createLiveQuality();
  run(quality, { given: 1280, frames: 5 });
  quality.note({ given: 1280, milliseconds: 5000, mayResize: true, remembers: false });
  run(quality, { given: 1280, frames: 5 });
  expect(quality.longest).toBe(1920);
});

test('the size does not change during a recording', () => {
  const quality = createLiveQuality();
  run(quality, { given: 1280, milliseconds: 900, mayResize: false });
  expect(quality.longest).toBe(1920);
  run(quality, { given: 1280, milliseconds: 900 });
  expect(quality.longest).toBe(640);
});

test('pictures grow again once there is time to spare, and only after a while', () => {
  const quality = createLiveQuality();
  run(quality, { given: 1920, milliseconds: 400, frames: 8 });
  const small = quality.longest;
  expect(run(quality, { given: 1920, milliseconds: 20, frames: 200 })).toEqual([]);
  expect(quality.longest).toBe(small);
  const said = run(quality, { given: 1920, milliseconds: 20, frames: 700 });
  expect(said).toEqual([expect.stringContaining('time to spare')]);
  expect(quality.longest).toBeGreaterThan(1.2 * small);
});

test('a size that was too large once is not tried again', () => {
  const quality = createLiveQuality();
  const slow = { given: 1280, milliseconds: 300, frames: 20 };
  run(quality, slow);
  run(quality, { given: 1280, milliseconds: 20, frames: 1000 });
  expect(quality.longest).toBeGreaterThan(640);
  run(quality, slow);
  const small = quality.longest;
  run(quality, { given: 1280, milliseconds: 20, frames: 3000 });
  expect(quality.longest).toBe(small);
});

test.each([
  ['during a recording', { milliseconds: 20, mayResize: false }],
  ['for a few more pixels', { milliseconds: 50 }],
])('pictures do not grow %s', (_why, how) => {
  const quality = createLiveQuality();
  run(quality, { given: 1280, milliseconds: 300, frames: 20 });
  run(quality, { given: 1280, frames: 1000, ...how });
  expect(quality.longest).toBe(640);
});

test('a new source starts at full size again', () => {
  const quality = createLiveQuality();
  run(quality, { given: 1920, milliseconds: 900 });
  quality.reset();
  expect(quality.longest).toBe(1920);
});

const REMEMBERED = { given: 640, remembers: true };
const AS_SLOW = { ...REMEMBERED, milliseconds: 200 };

test('a machine that is too slow even for small pictures learns and guesses less often, and says so', () => {
  const quality = createLiveQuality();
  expect(run(quality, { ...AS_SLOW, frames: 120 })).toEqual([]); // it may be the start
  expect(run(quality, { ...AS_SLOW, frames: 50 })).toEqual([
    expect.stringMatching(/learned a few times/),
  ]);
  expect(quality.economy).toBe('learning');
  expect(run(quality, { ...AS_SLOW, frames: 160 })).toEqual([
    expect.stringMatching(/guesses are renewed less/),
  ]);
  expect(quality.economy).toBe('guessing');
  expect(run(quality, AS_SLOW)).toEqual([]);
});

test('pictures get smaller before the room is learned less often', () => {
  const quality = createLiveQuality();
  run(quality, { ...AS_SLOW, given: 1920, frames: 15 });
  expect(quality.longest).toBeLessThan(1920);
  expect(quality.economy).toBe('none');
});

test('during a recording the room is learned less often instead: the size stays', () => {
  const quality = createLiveQuality();
  run(quality, { ...AS_SLOW, given: 1920, frames: 170, mayResize: false });
  expect(quality.longest).toBe(1920);
  expect(quality.economy).toBe('learning');
});

test('with time to spare, it guesses and learns as often as usual again before pictures grow', () => {
  const quality = createLiveQuality();
  run(quality, { ...AS_SLOW, given: 1280, frames: 500 });
  expect([quality.longest, quality.economy]).toEqual([640, 'guessing']);
  const said = run(quality, { ...REMEMBERED, given: 1280, milliseconds: 30, frames: 2000 });
  expect(said.slice(0, 3)).toEqual([
    expect.stringMatching(/guesses are renewed/),
    expect.stringMatching(/learned from every picture/),
    expect.stringMatching(/906 pixels/),
  ]);
  expect(quality.economy).toBe('none');
});

test('without a remembered room there is nothing to learn less often', () => {
  const quality = createLiveQuality();
  expect(run(quality, { ...AS_SLOW, remembers: false })).toEqual([]);
  expect(quality.economy).toBe('none');
});

test('once the room is not remembered any more, nothing is saved, and nothing said about it', () => {
  const quality = createLiveQuality();
  run(quality, { ...AS_SLOW, frames: 500 });
  expect(quality.economy).toBe('guessing');
  const how = { ...REMEMBERED, remembers: false, milliseconds: 20, frames: 3000 };
  expect(run(quality, how)).toEqual([]);
  expect(quality.economy).toBe('none');
});
