// What every tier must show with variants of any kind. They are synthetic, so that their pictures can be computed.
// input-checks.ts compares what their networks receive.
import { expect, test, type Page } from '@playwright/test';
import { chooseCrop, personBounds, WHOLE } from '../../src/frame/geometry.ts';
import { SEEN_FROM } from '../../src/cloak/room/report.ts';
import type { View } from '../../src/cloak/settings.ts';
import type { Tier } from '../../src/tier.ts';
import { MADE, PERSON, RED_ROOM, ROOM } from '../lib/made-variants.ts';
import { makePicture, type MadePicture } from '../lib/made-picture.ts';
import { referenceHole } from '../lib/reference-hole.ts';
import { referenceInput } from '../lib/reference-input.ts';
import { referencePicture } from '../lib/reference-picture.ts';
import { serveVariants, type TinyVariant } from '../lib/tiny-variant.ts';
import type { CloakReport, StepsRequest } from '../pages/variants-worker.ts';

const variantOf = (id: string) => MADE.find(({ card }) => card.id === id)!;

/** The crop that the pipeline chooses for the mask's person. */
function cropFor({ card }: TinyVariant, { width, height, data }: MadePicture) {
  const red = Uint8Array.from({ length: width * height }, (_, i) => data[4 * i]!);
  const bounds = personBounds({ data: red, width, height })!;
  return chooseCrop(bounds, width, height, card.input.width / card.input.height);
}

/** The largest difference from the expected colours, in grey levels of 255. */
function difference(output: number[], expected: { colour: number[] }[]): number {
  return Math.max(
    ...expected.flatMap(({ colour }, i) => colour.map((v, c) => Math.abs(v - output[4 * i + c]!))),
  );
}

/** Declares the tests of one tier's complete pipeline. */
export function testVariants(tier: Tier): void {
  test.beforeEach(async ({ page }) => {
    await serveVariants(page, MADE);
    await page.goto('/tests/pages/variants.html');
  });

  const cloak = (
    page: Page,
    variant: string,
    view: View = 'cloaked',
    refiner = 'none',
  ): Promise<CloakReport> =>
    page.evaluate((request) => window.cloakFrame(request), {
      tier,
      variant,
      view,
      refiner,
      picture: ROOM,
      mask: PERSON,
    });

  for (const id of ['tiny-classic', 'tiny-classic-signed']) {
    test(`${tier}: ${id} finds the person itself`, async ({ page }) => {
      const variant = variantOf(id);
      const { output, hole, stages } = await cloak(page, id);
      expect(stages).toEqual(['upload', 'cut', 'generate', 'compose']);
      const input = referenceInput(variant.card, ROOM, WHOLE);
      const fill = variant.run(input);
      const expected = referencePicture({ card: variant.card, frame: ROOM, crop: WHOLE, fill });
      const alphas = expected.map(({ alpha }) => alpha);
      expect(alphas.filter((alpha) => alpha > 0.99).length).toBeGreaterThan(200); // px
      expect(alphas.filter((alpha) => alpha === 0).length).toBeGreaterThan(2000);
      expect(difference(output, expected)).toBeLessThan(3);
      // The given mask decides where to measure, not the matte.
      expect(hole[40 * 96 + 40]).toBe(255);
      expect(hole[5 * 96 + 90]).toBe(0);
    });
  }

  test(`${tier}: where the matte is 0, the frame is unchanged in all views`, async ({ page }) => {
    const cloaked = await cloak(page, 'tiny-classic');
    const mask = await cloak(page, 'tiny-classic', 'mask');
    const [corner, person] = [4 * (5 * 96 + 90), 4 * (40 * 96 + 40)];
    for (const { output } of [cloaked, mask]) {
      expect(output.slice(corner, corner + 4)).toEqual(ROOM.data.slice(corner, corner + 4));
    }
    expect(mask.stages).toContain('generate');
    const [red, green] = mask.output.slice(person, person + 2);
    expect(green! - red!).toBeGreaterThan(20); // tinted, where the frame is red
  });

  test(`${tier}: a matte extends past the hole, and ends at the crop`, async ({ page }) => {
    const variant = variantOf('tiny-guided-matte');
    const { output, hole, stages } = await cloak(page, 'tiny-guided-matte');
    expect(stages).toEqual(['upload', 'hole', 'cut', 'generate', 'compose']);
    const crop = cropFor(variant, PERSON);
    const { picture: given } = referenceHole(PERSON, ROOM);
    const fill = variant.run(referenceInput(variant.card, ROOM, crop, given));
    const expected = referencePicture({ card: variant.card, frame: ROOM, crop, fill, hole });
    const past = expected.filter(({ alpha }, i) => alpha > 0.5 && hole[i] === 0);
    expect(past.length).toBeGreaterThan(100); // px
    expect(difference(output, expected)).toBeLessThan(3);
  });

  test(`${tier}: a network without a matte gets the person's pixels, and the hole still comes from the mask`, async ({
    page,
  }) => {
    const variant = variantOf('tiny-guided-negative');
    const { output, hole, stages } = await cloak(page, 'tiny-guided-negative');
    expect(stages).toEqual(['upload', 'hole', 'prefill', 'generate', 'compose']);
    const crop = cropFor(variant, PERSON);
    const fill = variant.run(referenceInput(variant.card, ROOM, crop));
    const expected = referencePicture({ card: variant.card, frame: ROOM, crop, fill, hole });
    expect(difference(output, expected)).toBeLessThan(3);
  });

  test(`${tier}: the hole is the mask, snapped to edges, grown and softened`, async ({ page }) => {
    const { hole } = await cloak(page, 'tiny-guided-negative');
    const { alpha } = referenceHole(PERSON, ROOM);
    expect(hole).toHaveLength(alpha.length);
    const far = alpha.filter((value, i) => Math.abs(value - hole[i]!) > 4);
    expect(far.length).toBeLessThan(0.005 * alpha.length);
  });

  test(`${tier}: the room is learned only at a distance from the hole`, async ({ page }) => {
    const request = { tier, variant: 'tiny-guided-negative', refiner: 'none', remember: true };
    const { known } = await page.evaluate((what) => window.cloakFrame(what), {
      ...request,
      view: 'cloaked' as const,
      picture: ROOM,
      mask: PERSON,
    });
    const { alpha, isLearnt } = referenceHole(PERSON, ROOM);
    const wrong = isLearnt.filter((is, i) => is !== known[i]! >= 255 * SEEN_FROM - 0.5);
    expect(wrong.length).toBeLessThan(0.005 * isLearnt.length);
    const apart = isLearnt.filter((is, i) => !is && alpha[i] === 0);
    expect(apart.length).toBeGreaterThan(100); // px
  });

  test(`${tier}: NaN in matte or fill is covered and reported, and never enters the plate`, async ({
    page,
  }) => {
    for (const [variant, remember] of [
      ['tiny-nan-matte', false],
      ['tiny-nan-fill', false],
      ['tiny-nan-guided', false],
      ['tiny-nan-guided', true],
    ] as const) {
      const { output, broken } = await page.evaluate((request) => window.cloakFrame(request), {
        tier,
        variant,
        remember,
        breaks: true,
        view: 'cloaked' as const,
        refiner: 'none',
        picture: RED_ROOM,
        mask: PERSON,
      });
      for (const [x, y] of [
        [40, 40],
        [36, 44],
        [44, 34],
      ] as const) {
        const [red, green, blue] = output.slice(4 * (y * 96 + x)) as [number, number, number];
        const shown = `${variant}${remember ? ' with the room' : ''}: ${red}, ${green}, ${blue}`;
        // Grey if there is no fill, otherwise CLASSIC's fill, which has little red.
        expect(red < 60 || Math.abs(red - green) < 3, shown).toBe(true);
      }
      expect(broken, variant).toContain(`"${variant}" returned something that is not a number`);
    }
  });

  test(`${tier}: a refiner processes the fill, in its own ranges`, async ({ page }) => {
    const [variant, refiner] = [variantOf('tiny-guided-negative'), variantOf('tiny-refiner')];
    const report = await cloak(page, 'tiny-guided-negative', 'cloaked', 'tiny-refiner');
    expect(report.refiner).toBe('tiny-refiner');
    expect(report.notice).toBeUndefined();
    const crop = cropFor(variant, PERSON);
    const { picture: given } = referenceHole(PERSON, ROOM);
    const input = referenceInput(variant.card, ROOM, crop, given);
    const fill = refiner.run(referenceRefinerInput(input, variant.run(input)));
    const { hole, output } = report;
    const expected = referencePicture({ card: variant.card, frame: ROOM, crop, fill, hole });
    // Where the hole's alpha is almost 0, its 8 bits do not show which pixels are in the mask.
    const off = expected.filter(
      (pixel, i) => difference(output.slice(4 * i, 4 * i + 4), [pixel]) >= 3,
    );
    expect(off.length).toBeLessThan(0.005 * expected.length);
    expect(difference(output, expected)).toBeLessThan(12);
  });

  test(`${tier}: a refiner that does not fit is reported, and the cloak works without it`, async ({
    page,
  }) => {
    const plain = await cloak(page, 'tiny-guided-negative');
    const report = await cloak(page, 'tiny-guided-negative', 'cloaked', 'tiny-refiner-small');
    expect(report.notice).toContain(
      'Fills are shown unrefined: "tiny-refiner-small" cannot refine what "tiny-guided-negative" makes: ' +
        'it takes 8x40 pixels and not 40x40.',
    );
    expect(report.output).toEqual(plain.output);
    const missing = await cloak(page, 'tiny-guided-negative', 'cloaked', 'nobody');
    expect(missing.notice).toContain('The card of "nobody" could not be loaded');
    expect(missing.output).toEqual(plain.output);
  });

  test(`${tier}: a fill made for a single frame never enters the plate`, async ({ page }) => {
    const aside = makePicture(96, 72, (x, y) =>
      Math.hypot(x - 70, y - 50) < 14 ? [255, 255, 255] : [0, 0, 0],
    );
    const white = makePicture(96, 72, () => [255, 255, 255]); // its negative is black
    const room = { picture: ROOM, mask: PERSON, remember: true };
    const request: StepsRequest = {
      tier,
      variant: 'tiny-guided-negative',
      steps: [
        { ...room, time: 0 },
        { ...room, time: 0.1 },
        { picture: white, mask: aside, remember: false, time: 0.2 },
        { ...room, time: 0.3 }, // newer fills are still fading in
      ],
    };
    const { outputs } = await page.evaluate((what) => window.walkSteps(what), request);
    const inHole = (output: number[]) => output.slice(4 * (40 * 96 + 40), 4 * (40 * 96 + 40) + 3);
    expect(inHole(outputs[2]!)).not.toEqual(inHole(outputs[1]!));
    inHole(outputs[3]!).forEach((value, c) => {
      expect(Math.abs(value - inHole(outputs[1]!)[c]!)).toBeLessThan(3); // grey levels
    });
  });

  test(`${tier}: a replaced variant leaks no tensors`, async ({ page }) => {
    const variants = Array.from({ length: 5 }, (_, i) =>
      i % 2 ? 'tiny-classic-signed' : 'tiny-classic',
    );
    const request = { tier, variants, picture: ROOM };
    const { tensors } = await page.evaluate((what) => window.swapVariants(what), request);
    expect(tensors).toHaveLength(variants.length);
    expect(tensors[0]).toBeGreaterThan(0);
    expect(tensors.slice(2)).toEqual([tensors[0], tensors[1], tensors[0]]);
  });
}

/**
 * For every pixel of GUIDED_NEGATIVE's input (rgb, noise, mask, prefilled-rgb) and output: the mask, and the fill in
 * the hole or the surroundings, from -1 to 1.
 */
function referenceRefinerInput(input: number[], fill: number[]): number[] {
  const pixels = Array.from({ length: fill.length / 3 }, (_, i) => i);
  return pixels.flatMap((i) => {
    const mask = input[8 * i + 4]!;
    const shown = [0, 1, 2].map((c) => {
      const around = input[8 * i + 5 + c]!;
      return 2 * (around + mask * (fill[3 * i + c]! - around)) - 1;
    });
    return [mask, ...shown];
  });
}
