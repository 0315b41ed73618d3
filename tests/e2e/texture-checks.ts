// The texture stage's input in every tier, and how its output is shown. The stage itself is a fake: it paints.
import { expect, test, type Page } from '@playwright/test';
import type { Tier } from '../../src/tier.ts';
import { GUIDED_NEGATIVE } from '../lib/made-variants.ts';
import { makePicture, type Colour, type MadePicture } from '../lib/made-picture.ts';
import { serveVariants, tinyVariant } from '../lib/tiny-variant.ts';
import type { TexturesReport, TexturesRequest } from '../pages/textures-worker.ts';

const [WIDTH, HEIGHT] = [96, 72];
const RADIUS = 14; // px, of the person
const PAINT: Colour = [255, 255, 0];

type Place = readonly [number, number];
const LEFT: Place = [24, 40];
const RIGHT: Place = [70, 34];
/** Overlaps the person's earlier place on the left. */
const NEAR: Place = [44, 40];

const roomAt = (x: number, y: number): Colour => [20 + x / 4, 60 + y, 80 + (x % 8) * 8];
const isPerson = (x: number, y: number, [left, top]: Place) =>
  Math.hypot(x - left, y - top) < RADIUS;

/** A person in pure red, which the room never has. */
const pictureWith = (place: Place): MadePicture =>
  makePicture(WIDTH, HEIGHT, (x, y) => (isPerson(x, y, place) ? [255, 0, 0] : roomAt(x, y)));
const maskWith = (place: Place): MadePicture =>
  makePicture(WIDTH, HEIGHT, (x, y) => (isPerson(x, y, place) ? [255, 255, 255] : [0, 0, 0]));

const stepAt = (place: Place, time: number, settings = {}, times = 1) => ({
  picture: pictureWith(place),
  mask: maskWith(place),
  time,
  settings,
  times,
});

const pixelsOf = (room: number[]) =>
  Array.from({ length: WIDTH * HEIGHT }, (_, i) => {
    const [red, green, blue, may] = room.slice(4 * i, 4 * i + 4) as [
      number,
      number,
      number,
      number,
    ];
    return { x: i % WIDTH, y: Math.floor(i / WIDTH), colour: [red, green, blue] as Colour, may };
  });
const apart = (a: Colour, b: Colour) => Math.max(...a.map((value, c) => Math.abs(value - b[c]!)));
const at = (output: number[], [x, y]: Place) =>
  output.slice(4 * (y * WIDTH + x), 4 * (y * WIDTH + x) + 3) as Colour;

/** Declares one tier's tests. */
export function testTexture(tier: Tier): void {
  test.beforeEach(async ({ page }) => {
    await serveVariants(page, [tinyVariant(GUIDED_NEGATIVE)]);
    await page.goto('/tests/pages/textures.html');
  });

  const run = (page: Page, steps: TexturesRequest['steps'], paint?: TexturesRequest['paint']) =>
    page.evaluate((request): Promise<TexturesReport> => window.runTextures(request), {
      tier,
      variant: 'tiny-guided-negative',
      steps,
      paint,
    });

  test(`${tier}: for a single frame, texture is copied from the room, never from the person`, async ({
    page,
  }) => {
    const { rooms } = await run(page, [stepAt(LEFT, 0, { remember: false, waits: true })], PAINT);
    expect(rooms).toHaveLength(1);
    const pixels = pixelsOf(rooms[0]!);
    const wrong = pixels.filter(({ x, y, colour, may }) => {
      const far = Math.hypot(x - LEFT[0], y - LEFT[1]);
      if (![0, 128, 255].includes(may) || (isPerson(x, y, LEFT) && may !== 0)) return true;
      // Nothing is copied from pixels right next to unknown ones.
      if (may === 255 && far <= RADIUS + 1) return true;
      return may > 0 && apart(colour, roomAt(x, y)) >= 3; // grey levels
    });
    expect(wrong).toEqual([]);
    const share = (wanted: number) =>
      pixels.filter(({ may }) => may === wanted).length / pixels.length;
    expect(share(255)).toBeGreaterThan(0.7);
    expect(share(128)).toBeGreaterThan(0.005);
    // The fill guides unknown pixels: here it is the negative of the frame.
    const guide = at(rooms[0]!, LEFT);
    expect(apart(guide, [0, 255, 255])).toBeLessThan(12);
  });

  test(`${tier}: with the plate, the room once seen behind the person is a source of texture`, async ({
    page,
  }) => {
    const { rooms } = await run(
      page,
      [stepAt(LEFT, 0, { texture: false }), stepAt(NEAR, 0.5, { waits: true })],
      PAINT,
    );
    expect(rooms).toHaveLength(1);
    const pixels = pixelsOf(rooms[0]!);
    const wrong = pixels.filter(({ x, y, colour, may }) => {
      const far = Math.hypot(x - LEFT[0], y - LEFT[1]) - RADIUS; // from the person's earlier place
      const isHidden = isPerson(x, y, NEAR);
      if (isHidden && ((far < 0 && may !== 0) || (far > 10 && may !== 255))) return true;
      return may > 0 && apart(colour, roomAt(x, y)) >= 6;
    });
    expect(wrong).toEqual([]);
  });

  test(`${tier}: a single picture waits for its texture, and nothing else changes`, async ({
    page,
  }) => {
    const { outputs, fills } = await run(
      page,
      [stepAt(LEFT, 0, { remember: false, waits: true })],
      PAINT,
    );
    expect(apart(at(outputs[0]!, LEFT), PAINT)).toBeLessThan(3);
    expect(at(outputs[0]!, RIGHT)).toEqual(at(pictureWith(LEFT).data, RIGHT));
    expect(fills).toEqual([1]);
  });

  test(`${tier}: the stage adds detail of the room, and nothing of the person`, async ({
    page,
  }) => {
    const steps = [false, true].map((texture) =>
      stepAt(LEFT, 0, { remember: false, waits: true, texture }),
    );
    const { outputs, notices } = await run(page, steps, 'real');
    expect(notices).toEqual([]);
    // Further inside than the hole's soft edge reaches.
    const inside = pixelsOf(outputs[1]!).filter(
      ({ x, y }) => Math.hypot(x - LEFT[0], y - LEFT[1]) < RADIUS - 4,
    );
    const reddest = Math.max(...inside.map(({ colour }) => colour[0]));
    expect(reddest).toBeLessThan(60); // grey levels; the room has up to 44
    // Some of the stripes appear, although the guide has a different colour and no stripes.
    const steep = (output: number[]) => {
      const jumps = inside.map(({ x, y }) =>
        Math.abs(at(output, [x, y])[2] - at(output, [x + 1, y])[2]),
      );
      return jumps.reduce((sum, value) => sum + value, 0) / jumps.length;
    };
    expect(steep(outputs[1]!)).toBeGreaterThan(1.5);
    expect(steep(outputs[1]!)).toBeGreaterThan(2 * steep(outputs[0]!));
  });

  test(`${tier}: live, the smooth fill shows at once and the texture fades in`, async ({
    page,
  }) => {
    const steps = Array.from({ length: 13 }, (_, i) => stepAt(LEFT, i / 10));
    const { outputs, rooms, fills } = await run(page, steps, PAINT);
    expect(rooms).toHaveLength(1);
    const smooth = at(outputs[0]!, LEFT);
    expect(apart(smooth, PAINT)).toBeGreaterThan(60);
    const far = outputs.map((output) => apart(at(output, LEFT), PAINT));
    expect(far[5]!).toBeLessThan(far[0]! - 20);
    expect(far[5]!).toBeGreaterThan(20);
    expect(far.at(-1)!).toBeLessThan(4);
    expect(fills.at(-1)).toBe(1);
  });

  if (tier === 'webgl') return; // it uses wasm's passes

  test(`${tier}: if the stage fails, the fill stays smooth and a notice says so`, async ({
    page,
  }) => {
    const steps = [0, 1, 2].map((i) => stepAt(LEFT, i / 10));
    const { outputs, notices, rooms } = await run(page, steps);
    expect(rooms).toHaveLength(1);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain('The stage failed. What is invented stays smooth');
    expect(apart(at(outputs[2]!, LEFT), at(outputs[0]!, LEFT))).toBeLessThan(4);
    expect(apart(at(outputs[2]!, LEFT), [255, 0, 0])).toBeGreaterThan(60); // not the person
  });

  const guesses = tier === 'webgpu' ? 10 : 100;
  const title = `${tier}: ${guesses} textured fills leave no tensors behind`;
  test(title, { tag: '@nightly' }, async ({ page }) => {
    const settings = { remember: false, waits: true };
    const steps = [stepAt(LEFT, 0, settings), stepAt(LEFT, 1, settings, guesses)];
    const { rooms, fills, tensors } = await run(page, steps, PAINT);
    expect(rooms).toHaveLength(guesses + 1);
    expect(fills).toEqual([1, 1]);
    expect(tensors[1]).toBe(tensors[0]);
  });
}
