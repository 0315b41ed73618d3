import { expect, test } from 'vitest';
import { faultsOf, type LongBounds, type LongRun } from './long-judge.ts';

const BOUNDS: LongBounds = {
  ...{ residue: 0.25, meanResidue: 0.05, inUse: 20, resident: 100, textures: 4, tensors: 4 },
  slower: 1.5,
};

/** Of 100 frames and 11 looks at the memory. */
function madeRun(): LongRun {
  const frames = Array.from({ length: 100 }, (_, i) => ({
    ...{ second: i / 10, latency: 50 + (i % 10) },
    residue: i % 3 === 0 ? undefined : 0.01,
  }));
  const held = Array.from({ length: 11 }, (_, second) => ({
    ...{ second, inUse: 300, kinds: {}, resident: 900, renderer: 600, gpu: 200 },
    ...{ textures: 40, tensors: 0 },
  }));
  return { frames, held, given: 110, unknown: 0, swaps: 3, trouble: [] };
}

test('a run in which nothing grows and nobody shows is as it should be', () => {
  expect(faultsOf(madeRun(), BOUNDS)).toEqual([]);
});

test('one frame that shows a person is a fault', () => {
  const run = madeRun();
  run.frames[50] = { second: 5, latency: 50, residue: 0.9 };
  expect(faultsOf(run, BOUNDS)).toEqual([
    "The person's share that shows at 5.0 s: 0.90, more than 0.25.",
  ]);
});

test('a run without anybody proves nothing, nor one without pictures', () => {
  const run = madeRun();
  for (const frame of run.frames) frame.residue = undefined;
  expect(faultsOf(run, BOUNDS)).toContain('Nobody was ever in the picture.');
  expect(faultsOf({ ...madeRun(), frames: [] }, BOUNDS)).toContain(
    'Nobody was ever in the picture.',
  );
});

test.each(['inUse', 'resident', 'textures', 'tensors'] as const)(
  'what grows is a fault: %s',
  (what) => {
    const run = madeRun();
    run.held = run.held.map((held, i) => ({ ...held, [what]: held[what] + 20 * i }));
    expect(faultsOf(run, BOUNDS)).toEqual([expect.stringContaining(`(${what})`)]);
  },
);

test('frames that take longer and longer are a fault; a few that do are not in the median', () => {
  const run = madeRun();
  run.frames.forEach((frame, i) => (frame.latency *= 1 + i / 100));
  expect(faultsOf(run, BOUNDS)).toHaveLength(2);
  const jumpy = madeRun();
  jumpy.frames.forEach((frame, i) => (frame.latency *= i > 80 && i % 10 === 9 ? 5 : 1));
  expect(faultsOf(jumpy, BOUNDS)).toEqual([expect.stringContaining('(p95)')]);
});
