// When the generator and the texture stage are called, and which of their answers reach the plate.
import { expect, test } from 'vitest';
import type { Fill } from './fill.ts';
import { WHOLE } from '../frame/geometry.ts';
import { createGuesses } from './guesses.ts';
import type { Observation } from './plate.ts';
import type { RoomView } from './room/room-view.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import type { Turn } from './strategy.ts';
import { fakePasses } from './test-fills.ts';
import { createFakeTexture } from './test-texture.ts';
import { createTexturing } from './texturing.ts';

const OBSERVATION: Observation = { seconds: 0.1, tolerance: 8, isLearning: false };
const FRAME = { displayWidth: 640, displayHeight: 480 } as VideoFrame;
const IN_TENTHS = 0.1; // s

function open() {
  const passes = fakePasses();
  const texture = createFakeTexture();
  const texturing = createTexturing(passes, texture.create, () => {});
  const guesses = createGuesses(passes, texturing, 1);
  let unseenPixels = 100;

  /** Runs a frame, a tenth of a second after the last. */
  async function frame(changes: Partial<Settings> = {}, view: Partial<RoomView> = {}) {
    const settings = { ...DEFAULT_SETTINGS, ...changes };
    const stage: Turn['stage'] = async (_name, work) => await work();
    const turn = { frame: FRAME, settings, seconds: IN_TENTHS, stage } as Turn;
    const now = { observation: OBSERVATION, unseen: WHOLE, unseenPixels, ...view } as RoomView;
    guesses.observe(OBSERVATION, IN_TENTHS);
    const asked = await guesses.renew(turn, now, () => {});
    await new Promise((resolve) => setTimeout(resolve));
    return asked;
  }
  const frames = async (count: number, changes: Partial<Settings> = {}) => {
    let generated = 0;
    for (let i = 0; i < count; i++) generated += Number(await frame(changes));
    return generated;
  };
  /** What the plate last learned with: the fill, and how far guesses moved towards it. */
  const learnt = (): [Fill | undefined, number] => {
    const [, fill, rate] = passes.plate.observe.mock.lastCall!;
    return [fill as Fill | undefined, (rate as number | undefined) ?? 0];
  };
  const see = (pixels: number) => (unseenPixels = pixels);
  return { passes, ...texture, texturing, guesses, frame, frames, learnt, see };
}

/** The state after the first guess, while its texture is being made. */
async function begun() {
  const opened = open();
  await opened.frame({}, { unknown: WHOLE });
  await opened.frame();
  expect(opened.asked).toHaveLength(1);
  return opened;
}

/** The state with a guess whose texture has faded in. */
async function withTexture() {
  const opened = await begun();
  opened.asked[0]!.answer();
  await opened.frames(12);
  return opened;
}

test('unknown parts get a smooth fill immediately', async () => {
  const { frame, learnt, passes } = open();
  expect(await frame({}, { unknown: WHOLE })).toBe(true);
  expect(learnt()).toEqual([[...passes.held][0], 0]);
});

test('the texture fades in when it is ready, and its smooth fill stays', async () => {
  const { asked, frame, learnt, passes } = await begun();
  const [smooth] = passes.held;
  await frame();
  expect(learnt()[0]).toBe(smooth);
  asked[0]!.answer();
  await frame();
  const rates: number[] = [];
  for (let i = 0; i < 10; i++) {
    await frame();
    const [fill, rate] = learnt();
    if (fill !== smooth) rates.push(rate);
  }
  expect(rates.length).toBeGreaterThanOrEqual(8); // 0.1 s each
  expect(rates.at(-1)).toBeCloseTo(1); // nothing of the smooth fill is left
  expect([...passes.held]).toEqual([smooth]);
});

test('a smooth fill never replaces a textured one', async () => {
  const { asked, frame, frames, learnt, see, passes } = await withTexture();
  see(60);
  expect(await frames(2)).toBe(1); // the generator ran again
  expect(asked).toHaveLength(2);
  for (let i = 0; i < 12; i++) {
    await frame();
    expect(learnt()[1]).toBe(0);
  }
  asked[1]!.answer();
  await frames(2);
  expect(learnt()[1]).toBeGreaterThan(0);
  expect(passes.fillCount).toBe(2);
});

test('when guesses outpace texture, the one in progress is shown, then the latest is textured', async () => {
  const { asked, frames, learnt, see, passes } = await begun();
  for (const pixels of [70, 50, 30]) {
    see(pixels);
    await frames(8);
  }
  expect(passes.generate).toHaveBeenCalledTimes(4);
  expect(asked).toHaveLength(1);
  expect(asked[0]!.isAborted).toBe(false);
  asked[0]!.answer();
  await frames(2);
  expect(learnt()[1]).toBeGreaterThan(0);
  expect(asked).toHaveLength(2);
});

test.each<[string, (opened: Awaited<ReturnType<typeof begun>>) => unknown]>([
  ['the camera moved', ({ guesses }) => guesses.discardFills()],
  ['the room is forgotten', ({ guesses }) => guesses.forget()],
  ['the generator was changed', ({ guesses }) => guesses.changeGenerator(1)],
  ['the room is no longer remembered', ({ guesses }) => guesses.leave()],
  ['texture was switched off', ({ frame }) => frame({ texture: false })],
])('out-of-date texture is discarded: %s', async (_why, happen) => {
  const opened = await begun();
  await happen(opened);
  expect(opened.asked[0]!.isAborted).toBe(true);
  opened.asked[0]!.answer();
  await opened.frames(3, { texture: false });
  expect(opened.passes.fillFrom).not.toHaveBeenCalled();
});

test('no texture is wasted while the camera keeps moving', async () => {
  const { asked, frame, guesses } = open();
  await frame({}, { unknown: WHOLE });
  for (let i = 0; i < 30; i++) {
    guesses.discardFills();
    await frame();
  }
  expect(asked).toHaveLength(0);
});

test('texture that was discarded when the camera moved is requested again', async () => {
  const { asked, frames, guesses } = await begun();
  guesses.discardFills();
  expect(await frames(8)).toBe(1);
  expect(asked).toHaveLength(2);
});

test('when texture is switched off, the smooth fill replaces it', async () => {
  const { frame, learnt, passes } = await withTexture();
  await frame({ texture: false });
  await frame({ texture: false });
  expect(learnt()[0]).toBe([...passes.held][0]);
  expect(learnt()[1]).toBeGreaterThan(0);
});

test('failed texture leaves the smooth fill, and is retried with the next fill', async () => {
  const { asked, frames, learnt, see, stages } = await begun();
  asked[0]!.fail('The worker died.');
  await frames(5);
  expect(asked).toHaveLength(1);
  expect(learnt()[0]).toBeDefined();
  see(50);
  await frames(4);
  expect(asked).toHaveLength(2);
  expect(stages).toHaveLength(2);
});

test('frames that wait show the textured fill at once, which never changes again', async () => {
  const { asked, frame, learnt, see, passes } = open();
  const first = frame({ waits: true }, { unknown: WHOLE });
  await new Promise((resolve) => setTimeout(resolve));
  expect(passes.plate.observe).toHaveBeenCalledOnce();
  asked[0]!.answer();
  expect(await first).toBe(true);
  expect(passes.fillFrom).toHaveBeenCalledOnce();
  expect(learnt()).toEqual([passes.fillFrom.mock.results[0]!.value, 1]);
  see(50);
  for (let i = 0; i < 20; i++) expect(await frame({ waits: true })).toBe(false);
});

test('guesses made before frames wait are repeated from all that was learned', async () => {
  const { asked, frame, frames, passes } = open();
  await frame({ texture: false }, { unknown: WHOLE });
  await frames(3, { texture: false });
  expect(asked).toHaveLength(0);
  const waiting = frame({ waits: true });
  await new Promise((resolve) => setTimeout(resolve));
  asked[0]!.answer();
  expect(await waiting).toBe(true);
  expect(passes.generate).toHaveBeenCalledTimes(2);
});

test('a hundred guesses leak no fills', async () => {
  const { asked, frames, see, passes } = await withTexture();
  const held = passes.fillCount;
  for (let i = 0; i < 100; i++) {
    see(i % 2 ? 50 : 100);
    await frames(8);
    asked.at(-1)!.answer();
    await frames(11);
  }
  expect(asked.length).toBeGreaterThanOrEqual(100);
  expect(passes.fillCount).toBe(held);
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

test('a fade continues in every frame, even when nothing is new', async () => {
  const { asked, frame, guesses, passes } = await begun();
  asked[0]!.answer();
  await frame();
  passes.plate.observe.mockClear();
  for (let i = 0; i < 6; i++) guesses.observe({ ...OBSERVATION, seconds: 1 / 30 }, 1 / 30, 0.12);
  expect(passes.plate.observe).toHaveBeenCalledTimes(6);
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
