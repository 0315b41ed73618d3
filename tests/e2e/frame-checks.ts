// What every tier must do with frames whose coded size, visible rectangle, display size and rotation differ.
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { Tier } from '../../src/tier.ts';
import { GUIDED_NEGATIVE } from '../lib/made-variants.ts';
import { serveVariants, tinyVariant } from '../lib/tiny-variant.ts';
import type { Shape } from '../pages/frames-worker.ts';

/** The first is plain; the others are compared with it. */
function shapes(format: Shape['format']): Shape[] {
  const all: Shape[] = [
    { name: 'plain', coded: [256, 144] },
    { name: 'cropped', coded: [320, 180], visible: [32, 18, 256, 144] },
    { name: 'padded at the bottom', coded: [256, 160], visible: [0, 0, 256, 144] },
    { name: 'scaled down', coded: [512, 288], display: [256, 144] },
    {
      name: 'cropped and scaled',
      coded: [640, 320],
      visible: [64, 16, 512, 288],
      display: [256, 144],
    },
    { name: 'wide pixels', coded: [170, 144], display: [256, 144] },
    { name: 'tall pixels', coded: [256, 96], display: [256, 144] },
    { name: 'turned left', coded: [144, 256], rotation: 270 },
    { name: 'turned right', coded: [144, 256], rotation: 90 },
    { name: 'upside down', coded: [256, 144], rotation: 180 },
    { name: 'mirrored', coded: [256, 144], flip: true },
    {
      name: 'everything',
      coded: [320, 512],
      visible: [16, 32, 288, 448],
      display: [256, 144],
      rotation: 90,
      flip: true,
    },
  ];
  return all.map((shape) => ({ ...shape, name: `${format}, ${shape.name}`, format }));
}

/** The URL of a picture of a person. */
const PERSON = '/person.jpg';

/** A picture of the clip with its person; JPEG. */
function person(): Buffer {
  const clip = readFileSync('tests/fixtures/obo.mjpeg');
  const starts = [...clip.toString('latin1').matchAll(/\xff\xd8\xff/g)].map(({ index }) => index);
  const frame = Math.floor(starts.length / 2);
  return clip.subarray(starts[frame], starts[frame + 1]);
}

/** Declares one tier's tests. */
export function testFrames(tier: Tier): void {
  test.beforeEach(async ({ page }) => {
    await serveVariants(page, [tinyVariant(GUIDED_NEGATIVE)]);
    await page.route(`**${PERSON}`, (route) => route.fulfill({ body: person() }));
    await page.goto('/tests/pages/frames.html');
  });

  test(`${tier}: the output shows a drawn square where the frame shows it`, async ({ page }) => {
    const request = { tier, shapes: [...shapes('RGBX'), ...shapes('RGBA'), ...shapes('I420')] };
    const reports = await page.evaluate((asked) => window.runFrames(asked), request);
    expect(reports).toHaveLength(request.shapes.length);
    for (const { name, size, difference } of reports) {
      expect(size, name).toEqual([256, 144]);
      expect(difference, name).toBeLessThan(6); // grey levels
    }
  });

  test(`${tier}: a person is found where the frame shows them`, async ({ page }) => {
    const request = { tier, shapes: shapes('RGBX'), personUrl: PERSON };
    const reports = await page.evaluate((asked) => window.runFrames(asked), request);
    for (const { name, overlap } of reports) expect(overlap, name).toBeGreaterThan(0.85);
  });
}
