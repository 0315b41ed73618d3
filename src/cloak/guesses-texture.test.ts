// When texture is made for guesses, and how it replaces smooth fills in the plate.
import { expect, test } from 'vitest';
import { WHOLE } from '../frame/geometry.ts';
import { begun, OBSERVATION, open, withTexture } from './test-guesses.ts';

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

test('a fade continues in every frame, even when nothing is new', async () => {
  const { asked, frame, guesses, passes } = await begun();
  asked[0]!.answer();
  await frame();
  passes.plate.observe.mockClear();
  for (let i = 0; i < 6; i++) guesses.observe({ ...OBSERVATION, seconds: 1 / 30 }, 1 / 30, 0.12);
  expect(passes.plate.observe).toHaveBeenCalledTimes(6);
});
