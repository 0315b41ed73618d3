// What every tier must do with the controls that keep something out of the picture, on synthetic frames.
import { expect, test, type Page } from '@playwright/test';
import type { Settings } from '../../src/cloak/settings.ts';
import type { Zone } from '../../src/cloak/zones.ts';
import type { Tier } from '../../src/tier.ts';
import { CLASSIC, GUIDED_NEGATIVE } from '../lib/made-variants.ts';
import { makePicture, type Colour, type MadePicture } from '../lib/made-picture.ts';
import { serveVariants, tinyVariant } from '../lib/tiny-variant.ts';
import type { TexturesReport, TexturesRequest } from '../pages/textures-worker.ts';

const [WIDTH, HEIGHT] = [96, 72];
const RADIUS = 14; // px, of the person
const LEFT = 24; // px, the person's first position
const MIDDLE = 40; // px, their height

const roomAt = (x: number, y: number): Colour => [20 + x / 4, 60 + y, 80 + (x % 8) * 8];
const isPerson = (x: number, y: number, left: number) => Math.hypot(x - left, y - MIDDLE) < RADIUS;

/** A person in pure red, which the room never has. */
const pictureWith = (left: number): MadePicture =>
  makePicture(WIDTH, HEIGHT, (x, y) => (isPerson(x, y, left) ? [255, 0, 0] : roomAt(x, y)));
const maskWith = (left: number): MadePicture =>
  makePicture(WIDTH, HEIGHT, (x, y) => (isPerson(x, y, left) ? [255, 255, 255] : [0, 0, 0]));
/** Must never be visible: the person is everywhere. */
const CROWD = makePicture(WIDTH, HEIGHT, () => [255, 0, 0]);
const NOBODY = makePicture(WIDTH, HEIGHT, () => [0, 0, 0]);

type Step = TexturesRequest['steps'][number];
const stepAt = (left: number, time: number, settings: Partial<Settings> = {}): Step => ({
  picture: pictureWith(left),
  mask: maskWith(left),
  time,
  settings: { texture: false, ...settings },
});

/** How many pixels have the person's colour. The fill has the opposite colour here. */
const persons = (output: number[]) =>
  output.filter(
    (red, i) => i % 4 === 0 && red > 120 && Math.max(output[i + 1]!, output[i + 2]!) < 60,
  ).length;

/** Declares one tier's tests. */
export function testControls(tier: Tier): void {
  test.beforeEach(async ({ page }) => {
    await serveVariants(page, [tinyVariant(GUIDED_NEGATIVE), tinyVariant(CLASSIC)]);
    await page.goto('/tests/pages/textures.html');
  });

  const run = (page: Page, steps: Step[], variant = 'tiny-guided-negative') =>
    page.evaluate((request): Promise<TexturesReport> => window.runTextures(request), {
      tier,
      variant,
      steps,
    });

  test(`${tier}: until the shutter opens, it shows the plate and nothing of any frame`, async ({
    page,
  }) => {
    const shut = { picture: CROWD, mask: NOBODY, settings: { texture: false, shutter: true } };
    const { outputs } = await run(page, [
      stepAt(LEFT, 0),
      stepAt(LEFT + 8, 0.1, { view: 'plate' }),
      { ...shut, time: 0.2 },
      { ...shut, time: 0.3, settings: { ...shut.settings, cloak: false, view: 'split' } },
      stepAt(LEFT + 8, 0.4),
      stepAt(LEFT + 8, 0.5, { remember: false }),
      { ...shut, time: 0.6, settings: { ...shut.settings, remember: false } },
    ]);
    const [, plate, first, second, opened, , plain] = outputs;
    expect(new Set(plate).size).toBeGreaterThan(50); // the room has its colours
    expect(persons(plate!)).toBe(0);
    expect(first).toEqual(plate);
    expect(second).toEqual(plate);
    expect(opened).not.toEqual(plate);
    expect(persons(opened!)).toBe(0);
    expect(new Set(plain)).toEqual(new Set([15, 255])); // one grey, opaque
  });

  test(`${tier}: a wider margin hides more around the person, and nothing in it is learned`, async ({
    page,
  }) => {
    const inMargin = 4 * (MIDDLE * WIDTH + LEFT + RADIUS + 4); // 6 % of 96 px are nearly 6
    const colourOf = (output: number[]) => output.slice(inMargin, inMargin + 3);
    const room = roomAt(LEFT + RADIUS + 4, MIDDLE).map(Math.floor);
    const nearRoom = (output: number[]) =>
      Math.max(...colourOf(output).map((value, c) => Math.abs(value - room[c]!))) < 6;
    const wide = { margin: 0.06 };
    for (const remember of [true, false]) {
      const { outputs } = await run(page, [
        stepAt(LEFT, 0, { ...wide, remember }),
        stepAt(LEFT, 0.1, { ...wide, remember, view: remember ? 'plate' : 'cloaked' }),
        stepAt(LEFT, 0.2, { remember }),
      ]);
      expect(outputs.map(nearRoom)).toEqual([false, false, true]);
    }
  });

  test(`${tier}: a zone keeps showing the known room, whatever enters it`, async ({ page }) => {
    const zones: Zone[] = [{ kind: 'stroke', places: [[0.75, 0.5]], radius: 0.1 }];
    const [x, y] = [72, 36]; // its middle
    const intruder = makePicture(WIDTH, HEIGHT, (px, py) =>
      Math.hypot(px - x, py - y) < 8 ? [255, 0, 0] : roomAt(px, py),
    );
    const empty = makePicture(WIDTH, HEIGHT, roomAt);
    const step = (picture: MadePicture, time: number, settings: Partial<Settings>): Step => ({
      picture,
      mask: NOBODY,
      time,
      settings: { texture: false, ...settings },
    });
    const at = (output: number[]) => output.slice(4 * (y * WIDTH + x), 4 * (y * WIDTH + x) + 3);
    const room = roomAt(x, y).map(Math.floor);
    const far = (output: number[]) =>
      Math.max(...at(output).map((value, c) => Math.abs(value - room[c]!)));

    const known = await run(page, [
      step(empty, 0, {}),
      step(empty, 0.1, {}),
      { ...step(intruder, 0.2, { zones }), times: 50 }, // of 1/30 s; outside a zone, it would be learned as room
      step(intruder, 0.3, {}),
    ]);
    expect(far(known.outputs[2]!)).toBeLessThan(4); // grey levels
    expect(at(known.outputs[3]!)[0]).toBeGreaterThan(200); // the zone was cleared

    const fresh = await run(page, [
      step(intruder, 0, { zones }),
      step(intruder, 0.1, { zones }),
      step(intruder, 0.2, { zones, remember: false }),
    ]);
    expect(fresh.outputs.map(persons)).toEqual([0, 0, 0]); // the zone is filled
    const self = await run(page, [step(intruder, 0, { zones })], 'tiny-classic');
    expect(persons(self.outputs[0]!)).toBe(0);
    expect(at(self.outputs[0]!)).toEqual([15, 15, 15]);
  });
}
