// All versions of the plate's passes agree on the same synthetic frames: WGSL on a software adapter, GLSL under
// the tier webgl, and the CPU's under the tier wasm. A tiny variant fills the hole: this compares the plate's passes,
// and a shipped generator takes seconds per run in software.
import { expect, test, type Page } from '@playwright/test';
import type { Tier } from '../../src/tier.ts';
import type { Scenario } from '../lib/made-room.ts';
import { GUIDED_NEGATIVE } from '../lib/made-variants.ts';
import { serveVariants, tinyVariant } from '../lib/tiny-variant.ts';
import type { RoomsReport, RoomsRequest } from '../pages/rooms-worker.ts';

const KEPT = [19, 34];

/** Frames up to shortly after the event. They are small, since each one is slow in software. */
function run(
  page: Page,
  scenario: Scenario,
  tier: Tier,
  loseAt?: number,
  point?: RoomsRequest['point'],
): Promise<RoomsReport> {
  const size = { width: 128, height: 96, frames: 35 };
  const request = { scenario, tier, ...size, keep: KEPT, loseAt, point };
  return page.evaluate((asked) => window.runRoom(asked), request);
}

for (const scenario of ['turn', 'light-off', 'shadow', 'moved', 'chair'] as const) {
  // The chair is selected, so the plate must forget it.
  const point = scenario === 'chair' ? { frame: 15, at: [0.36, 0.72] as const } : undefined;
  test(`webgpu: all versions of the passes give the same plate: ${scenario}`, async ({ page }) => {
    await serveVariants(page, [tinyVariant(GUIDED_NEGATIVE)]);
    await page.goto('/tests/pages/rooms.html');
    const wgsl = await run(page, scenario, 'webgpu', undefined, point);
    const glsl = await run(page, scenario, 'webgl', undefined, point);
    const processor = await run(page, scenario, 'wasm', undefined, point);
    expect(wgsl.plateBytes).toBe(glsl.plateBytes);
    expectSame(wgsl, glsl, 'WebGL');
    expectSame(wgsl, processor, 'the processor');
  });
}

function expectSame(one: RoomsReport, other: RoomsReport, form: string): void {
  expect(one.notices).toEqual(other.notices);
  for (let i = 0; i < KEPT.length; i++) {
    for (const [name, picture] of [
      ['output', 1],
      ['confidence', 3],
    ] as const) {
      const a = Object.values(one.kept[i]!.pictures[picture]!);
      const b = Object.values(other.kept[i]!.pictures[picture]!);
      const apart = a.map((value, at) => Math.abs(value - b[at]!)).sort((x, y) => x - y);
      const almostAll = apart[Math.floor(0.995 * apart.length)];
      const what = `${name} of frame ${KEPT[i]}, ${form}`;
      expect(almostAll, what).toBeLessThanOrEqual(3); // grey levels
    }
  }
}

test('webgpu: the room is kept when the frames become smaller', async ({ page }) => {
  await serveVariants(page, [tinyVariant(GUIDED_NEGATIVE)]);
  await page.goto('/tests/pages/rooms.html');
  const { frames, notices } = await page.evaluate((asked) => window.runRoom(asked), {
    scenario: 'still',
    tier: 'webgpu',
    width: 320,
    height: 240,
    frames: 35,
    shrinkAt: 30,
  } as const);
  const shrunk = frames.slice(30);
  expect(Math.min(...shrunk.map(({ seenShare }) => seenShare ?? 1))).toBeGreaterThan(0.99);
  expect(Math.min(...shrunk.map(({ psnrSeen }) => psnrSeen ?? Infinity))).toBeGreaterThan(30);
  expect(frames.filter(({ generated }) => generated)).toEqual([]);
  expect(notices).toEqual([]);
});

test('webgpu: an imported picture of the room shows behind a person', async ({ page }) => {
  await serveVariants(page, [tinyVariant(GUIDED_NEGATIVE)]);
  await page.goto('/tests/pages/rooms.html');
  const request = {
    scenario: 'still' as const,
    tier: 'webgpu' as const,
    width: 160,
    height: 120,
    first: 31,
    frames: 44,
    bring: { frame: 36, what: 'room' as const },
  };
  const { brought, frames } = await page.evaluate((asked) => window.runRoom(asked), request);
  expect(brought).toMatch(/^The picture fits/);
  const after = frames.slice(5);
  expect(Math.min(...after.map(({ seenShare }) => seenShare ?? 0))).toBeGreaterThan(0.95);
  expect(Math.min(...after.map(({ psnrSeen }) => psnrSeen ?? 0))).toBeGreaterThan(27); // dB
});

test('webgpu: the plate survives the loss of the device', async ({ page }) => {
  await serveVariants(page, [tinyVariant(GUIDED_NEGATIVE)]);
  await page.goto('/tests/pages/rooms.html');
  const report = await run(page, 'still', 'webgpu', 25);
  expect(report.age).toBeGreaterThan(0);
  expect(report.frames.filter(({ generated }) => generated)).toEqual([]);
  const after = report.frames.slice(25);
  expect(Math.min(...after.map(({ psnrSeen }) => psnrSeen ?? Infinity))).toBeGreaterThan(35);
  expect(Math.min(...after.map(({ seenShare }) => seenShare ?? 1))).toBeGreaterThan(0.99);
  expect(report.notices).toEqual([]);
});
