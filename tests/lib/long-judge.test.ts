import { expect, test } from 'vitest';
import { faultsOf, LEAST_PERSON, summarise, type LongBounds, type LongRun } from './long-judge.ts';

const BOUNDS: LongBounds = {
  residue: 0.25,
  meanResidue: 0.05,
  inUse: 20,
  resident: 100,
  textures: 4,
  tensors: 4,
  slower: 1.5,
};

/**
 * A run of 240 frames and 24 memory samples. Two variants take turns, and the second uses more memory and is slower.
 */
function madeRun(): LongRun {
  const under = (share: number) => ['small', 'large'][Math.floor(4 * share) % 2];
  const frames = Array.from({ length: 240 }, (_, i) => ({
    second: i / 10,
    person: 9000,
    residue: i % 3 === 0 ? undefined : 0.01,
    under: under(i / 240),
    latency: (under(i / 240) === 'large' ? 150 : 50) + (i % 10),
  }));
  const held = Array.from({ length: 24 }, (_, second) => ({
    second,
    kinds: {},
    resident: 900,
    renderer: 600,
    gpu: 200,
    under: under(second / 24),
    inUse: under(second / 24) === 'large' ? 500 : 300,
    textures: 40,
    tensors: under(second / 24) === 'large' ? 80 : 0,
  }));
  const recorded = frames.slice(50, 80).map(({ second, person, residue }) => {
    return { second, person, residue };
  });
  const counts = { given: 250, unknown: 0, swaps: 3 };
  return { ...counts, frames, held, clips: [], recorded, refused: [], sentences: [] };
}

test('a run in which nothing grows and nobody shows passes, even if one variant uses more memory', () => {
  expect(faultsOf(madeRun(), BOUNDS)).toEqual([]);
});

test('a failed swap is a fault', () => {
  expect(faultsOf({ ...madeRun(), refused: ['It stalled.'] }, BOUNDS)).toEqual([
    'A swap came to nothing: It stalled.',
  ]);
});

test('a single frame that shows a person is a fault, shown or recorded', () => {
  const run = madeRun();
  run.frames[50]!.residue = 0.9;
  expect(faultsOf(run, BOUNDS)).toEqual([
    'Left of the person at 5.0 s (shown): 0.90, not 0.25 at most.',
  ]);
  const clip = madeRun();
  clip.recorded[0] = { second: 5, person: 9000, residue: 0.9 };
  expect(faultsOf(clip, BOUNDS)).toEqual([
    'Left of the person at 5.0 s (recorded): 0.90, not 0.25 at most.',
    // There are only 30 pictures: one is 4 % of them
    'Left of the person in the mean (recorded): 0.05, not 0.05 at most.',
  ]);
});

test('frames with little of a person are not judged, but reported', () => {
  const run = madeRun();
  run.frames[50] = { ...run.frames[50]!, person: LEAST_PERSON - 1, residue: 0.9 };
  expect(faultsOf(run, BOUNDS)).toEqual([]);
  expect(summarise(run).shown).toMatchObject({
    small: 1,
    smallShowing: 1,
    most: 0.01,
    mostOfSmall: 0.9 * (LEAST_PERSON - 1),
  });
  run.frames[50] = { ...run.frames[50], person: LEAST_PERSON };
  expect(faultsOf(run, BOUNDS)).toHaveLength(1);
});

test('a run without people or without pictures proves nothing', () => {
  const run = madeRun();
  for (const frame of run.frames) frame.residue = undefined;
  expect(faultsOf(run, BOUNDS)).toEqual(['Nobody was ever in the picture (shown).']);
  expect(faultsOf({ ...madeRun(), recorded: [] }, BOUNDS)).toEqual([
    'Nobody was ever in the picture (recorded).',
  ]);
  expect(faultsOf({ ...madeRun(), frames: [] }, BOUNDS)).toEqual([
    'Nobody was ever in the picture (shown).',
    'Fewer than two variants were in use.',
  ]);
});

test('a variant with too few samples proves nothing', () => {
  const run = madeRun();
  run.held = run.held.filter(({ under }) => under === 'small');
  expect(faultsOf(run, BOUNDS)).toEqual(['large was looked at 0 times: too few to compare.']);
});

test.each(['inUse', 'resident', 'textures', 'tensors'] as const)(
  'growth is a fault, in each variant: %s',
  (what) => {
    const run = madeRun();
    run.held = run.held.map((held, i) => ({ ...held, [what]: held[what] + 20 * i }));
    expect(faultsOf(run, BOUNDS)).toEqual([
      expect.stringMatching(`small.*\\(${what}\\)`),
      expect.stringMatching(`large.*\\(${what}\\)`),
    ]);
  },
);

test('samples that cannot be compared do not count', () => {
  const run = madeRun();
  run.held.push({ ...run.held.at(-1)!, under: undefined, inUse: 9000 });
  run.frames.push({ ...run.frames.at(-1)!, under: undefined, latency: 9000 });
  expect(faultsOf(run, BOUNDS)).toEqual([]);
});

test('slower and slower frames are a fault; a few slow ones do not affect the median', () => {
  const run = madeRun();
  run.frames.forEach((frame, i) => (frame.latency *= 1 + i / 100));
  expect(faultsOf(run, BOUNDS)).toHaveLength(4);
  const jumpy = madeRun();
  jumpy.frames.forEach((frame, i) => (frame.latency *= i > 190 && i % 10 === 9 ? 5 : 1));
  expect(faultsOf(jumpy, BOUNDS)).toEqual([expect.stringContaining('(p95)')]);
});
