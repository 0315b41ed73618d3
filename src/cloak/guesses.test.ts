// When the generator is called, and which of its answers reach the plate.
import { expect, test } from 'vitest';
import { WHOLE } from '../frame/geometry.ts';
import type { Settings } from './settings.ts';
import { OBSERVATION, open } from './test-guesses.ts';

test('unknown parts get a smooth fill immediately', async () => {
  const { frame, learnt, passes } = open();
  expect(await frame({}, { unknown: WHOLE })).toBe(true);
  expect(learnt()).toEqual([[...passes.held][0], 0]);
});

test('the plate can learn a few times a second, and no time is lost', () => {
  const { guesses, passes } = open();
  const seconds = 1 / 30;
  const looks = () => passes.plate.observe.mock.calls.map(([{ seconds: since }]) => since);
  for (let i = 0; i < 30; i++) guesses.observe({ ...OBSERVATION, seconds }, seconds, 0.12);
  expect(looks().length).toBeGreaterThan(5);
  expect(looks().length).toBeLessThan(10);
  const learnt = looks().reduce((sum, since) => sum + since, 0);
  expect(learnt).toBeGreaterThan(0.85);
  expect(learnt).toBeLessThanOrEqual(1.001);
  passes.plate.observe.mockClear();
  for (let i = 0; i < 30; i++) guesses.observe({ ...OBSERVATION, seconds }, seconds, 0);
  expect(looks()).toHaveLength(30);
});

test('no frame waits for a slow generator: a stand-in fills first', async () => {
  const { frame, learnt, passes } = open();
  passes.isSlow = true;
  let answer = () => {};
  const quick = passes.generate.getMockImplementation()!;
  passes.generate.mockImplementation(async (input, refines, quickly) => {
    if (!quickly) await new Promise<void>((resolve) => (answer = resolve));
    return quick(input, refines);
  });
  expect(await frame({}, { unknown: WHOLE })).toBe(true);
  const [standIn] = passes.held;
  expect(learnt()[0]).toBe(standIn);
  await frame(); // calls the generator
  await frame();
  await frame({}, { unknown: WHOLE }); // elsewhere, while the generator is running
  expect(passes.generate.mock.calls.map(([, , quickly]) => quickly)).toEqual([true, false, true]);
  answer();
  await frame();
  await frame();
  expect(passes.held.has(standIn!)).toBe(false);
  expect(passes.generate).toHaveBeenCalledTimes(4); // the second place is requested too
});

test('a frame that may wait gets the slow generator’s own fill', async () => {
  const { frame, passes } = open();
  passes.isSlow = true;
  const isAsked = passes.generate.mock;
  void frame({ waits: true, texture: true }, { unknown: WHOLE });
  await new Promise((resolve) => setTimeout(resolve));
  expect(isAsked.calls.map(([, , quickly]) => quickly)).toEqual([false]);
});

test('a new generator replaces a slow one at once, and the late fill is discarded', async () => {
  const { frame, guesses, passes } = open();
  passes.isSlow = true;
  await frame({}, { unknown: WHOLE });
  let answer = () => {};
  const quick = passes.generate.getMockImplementation()!;
  passes.generate.mockImplementationOnce(async (input, refines) => {
    await new Promise<void>((resolve) => (answer = resolve));
    return quick(input, refines);
  });
  await frame();
  await guesses.settled();
  passes.isSlow = false;
  guesses.changeGenerator(1);
  expect(await frame({}, { unknown: WHOLE })).toBe(true);
  const held = passes.held.size;
  answer();
  await new Promise((resolve) => setTimeout(resolve));
  expect(passes.held.size).toBe(held);
});

test('a machine that saves work renews its guesses less often', async () => {
  const renewals = async (changes: Partial<Settings>) => {
    const { frame, see } = open();
    await frame(changes, { unknown: WHOLE });
    let asked = 0;
    for (let i = 0; i < 60; i++) {
      see(100 + 40 * i);
      asked += Number(await frame(changes));
    }
    return asked;
  };
  const usual = await renewals({ texture: false });
  expect(await renewals({ texture: false, economy: 'guessing' })).toBeLessThan(0.5 * usual);
  expect(await renewals({ texture: false, economy: 'learning' })).toBe(usual);
});
