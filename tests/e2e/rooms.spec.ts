// Synthetic rooms with exact truth: how the clean plate copes with events in the room. Small frames keep it fast;
// `scripts/measure-rooms.ts` measures at 640x480 and writes pictures.
import { expect, test, type Page } from '@playwright/test';
import { EVENT, FRAMES_PER_SECOND, type Scenario } from '../lib/made-room.ts';
import { GUIDED_NEGATIVE } from '../lib/made-variants.ts';
import { serveVariants, tinyVariant } from '../lib/tiny-variant.ts';
import type { RoomsReport, RoomsRequest } from '../pages/rooms-worker.ts';

const SIZE = { width: 320, height: 240 };

test.beforeEach(({ page }) => page.goto('/tests/pages/rooms.html').then(() => {}));

function run(
  page: Page,
  scenario: Scenario,
  loseAt?: number,
  more: Partial<RoomsRequest> = {},
): Promise<RoomsReport> {
  // On the CPU there is no device to lose.
  const tier = loseAt === undefined ? ('wasm' as const) : ('webgl' as const);
  const request = { scenario, tier, ...SIZE, loseAt, ...more };
  return page.evaluate((asked) => window.runRoom(asked), request);
}

const defined = (values: (number | undefined)[]) =>
  values.filter((value): value is number => value !== undefined);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const seenOf = ({ frames }: RoomsReport, from = 0, to?: number) =>
  defined(frames.slice(from, to).map(({ psnrSeen }) => psnrSeen));
const residuesOf = ({ frames }: RoomsReport) => defined(frames.map(({ residue }) => residue));

/** By this frame, two seconds after the event, the plate must have caught up. */
const CAUGHT_UP = EVENT + 2 * FRAMES_PER_SECOND;

test.describe('the plate shows what it has seen', () => {
  // dB over all frames, and in the worst of them; grey levels
  const BOUNDS: [Scenario, number, number, number][] = [
    ['still', 45, 40, 0.6],
    ['exposure', 42, 35, 0.8],
    ['shift', 38, 30, 0.8],
    ['turn', 38, 30, 0.8],
    ['crossing', 45, 40, 0.6],
    ['shadow', 42, 34, 0.8],
  ];
  for (const [scenario, usual, worst, flicker] of BOUNDS) {
    test(`${scenario}`, async ({ page }) => {
      const report = await run(page, scenario);
      expect(mean(seenOf(report))).toBeGreaterThan(usual);
      expect(Math.min(...seenOf(report))).toBeGreaterThan(worst);
      expect(report.flicker).toBeLessThan(flicker);
      expect(mean(residuesOf(report))).toBeLessThan(0.01);
      expect(Math.max(...residuesOf(report))).toBeLessThan(0.05);
      // The person's shadow is gone too, and nothing else has changed.
      const wrong = report.frames.map((frame) => frame.wrong);
      expect(mean(wrong)).toBeLessThan(0.0008);
      expect(report.notices).toEqual([]);
      // Everything behind the person was seen before, so there is nothing to invent.
      expect(report.frames.filter(({ generated }) => generated)).toEqual([]);
    });
  }
});

test('when a light goes off, the plate is right again at once and improves with time', async ({
  page,
}) => {
  const report = await run(page, 'light-off');
  expect(Math.min(...seenOf(report, EVENT))).toBeGreaterThan(30);
  expect(mean(seenOf(report, EVENT, CAUGHT_UP))).toBeGreaterThan(33);
  expect(mean(seenOf(report, CAUGHT_UP))).toBeGreaterThan(36);
  expect(mean(residuesOf(report))).toBeLessThan(0.01);
  expect(report.notices).toEqual([]);
});

for (const tier of ['wasm', 'webgl'] as const) {
  test(`the room is kept when the frames become smaller (${tier})`, async ({ page }) => {
    const report = await run(page, 'still', undefined, {
      tier,
      shrinkAt: EVENT,
      frames: EVENT + 8,
    });
    expect(Math.min(...seenOf(report, EVENT))).toBeGreaterThan(32);
    expect(Math.max(...residuesOf(report))).toBeLessThan(0.05);
    expect(report.frames.filter(({ generated }) => generated)).toEqual([]);
    expect(report.notices).toEqual([]);
  });
}

test('a chair that moves is learned within two seconds', async ({ page }) => {
  const report = await run(page, 'chair');
  expect(mean(seenOf(report, CAUGHT_UP))).toBeGreaterThan(34);
  expect(report.notices).toEqual([]);
});

/** A person stands still from the first frame on, for a second and a half. */
const STANDING = { first: 31, frames: 52 };

test('an imported picture of the room shows behind a person who was always there', async ({
  page,
}) => {
  const bring = { frame: 36, what: 'room' as const };
  const report = await run(page, 'still', undefined, { ...STANDING, bring });
  expect(report.brought).toMatch(/^The picture fits/);
  const [before, after] = [report.frames.slice(0, 5), report.frames.slice(5)];
  expect(Math.max(...before.map(({ seenShare }) => seenShare ?? 0))).toBeLessThan(0.6);
  expect(Math.min(...after.map(({ seenShare }) => seenShare ?? 0))).toBeGreaterThan(0.97);
  expect(Math.min(...after.map(({ psnrSeen }) => psnrSeen ?? 0))).toBeGreaterThan(30); // dB
  expect(after.filter(({ generated }) => generated)).toEqual([]); // nothing is left to fill
  expect(Math.max(...after.map(({ residue }) => residue ?? 1))).toBeLessThan(0.02);
});

test('a picture of another room is refused and changes nothing', async ({ page }) => {
  const keep = [STANDING.frames - 1];
  const bring = { frame: 36, what: 'other' as const };
  const refused = await run(page, 'still', undefined, { ...STANDING, keep, bring });
  expect(refused.brought).toMatch(/does not show what the camera shows/);
  const never = await run(page, 'still', undefined, { ...STANDING, keep });
  const known = ({ kept }: RoomsReport) => Object.values(kept[0]!.pictures[3]!);
  expect(known(refused)).toEqual(known(never));
});

test('a selected chair is removed, even after it moves, and is never learned as room', async ({
  page,
}) => {
  const keep = [19, 25, 60, 74];
  const point = { frame: 20, at: [0.36, 0.72] as const };
  const { kept, notices } = await run(page, 'chair', undefined, { keep, point });
  const chair = kept.map(({ pictures: [, output] }) => {
    const data = Object.values(output!);
    const isChair = (_: number, i: number) =>
      i % 4 === 0 && data[i + 2]! > data[i]! + 25 && data[i + 2]! > data[i + 1]! + 40;
    return data.filter(isChair).length;
  });
  expect(chair[0]).toBeGreaterThan(1500); // px
  expect(Math.max(...chair.slice(1))).toBeLessThan(0.02 * chair[0]!);
  expect(notices.filter((sentence) => !/out of sight/.test(sentence))).toEqual([]);
});

test('when the camera moves, the plate is forgotten with a notice, and the person never shows', async ({
  page,
}) => {
  const report = await run(page, 'moved');
  expect(report.notices).toHaveLength(1);
  expect(report.notices[0]).toMatch(/camera moved/);
  const { frames } = report;
  expect(frames[EVENT]?.generated).toBe(true);
  expect(frames[EVENT]?.seenShare).toBeLessThan(0.2);
  expect(Math.max(...residuesOf(report))).toBeLessThan(0.25);
  const share = frames.filter(({ generated }) => generated).length / frames.length;
  expect(share).toBeLessThan(0.15); // the generator does not run in every frame
});

test('the plate survives the loss of the graphics device', async ({ page }) => {
  await serveVariants(page, [tinyVariant(GUIDED_NEGATIVE)]); // a shipped variant is slow on WebGL in software
  const report = await run(page, 'still', EVENT);
  expect(report.age).toBeGreaterThan(0);
  expect(report.frames.filter(({ generated }) => generated)).toEqual([]);
  expect(Math.min(...seenOf(report, EVENT))).toBeGreaterThan(38);
  expect(Math.max(...residuesOf(report))).toBeLessThan(0.05);
  expect(report.notices).toEqual([]);
});

test('a passing hand leaves no trace', async ({ page }) => {
  const { frames } = await run(page, 'hand');
  const before = mean(frames.slice(EVENT - 5, EVENT).map(({ error }) => error));
  const after = mean(frames.slice(EVENT + 10).map(({ error }) => error));
  expect(after).toBeLessThan(1.1 * before);
});
