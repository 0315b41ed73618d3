// What every tier must hand to a network, whatever its card asks for.
import { expect, test } from '@playwright/test';
import type { InputChannel } from '../../src/models/card.ts';
import type { Tier } from '../../src/tier.ts';
import { tinyVariant } from '../lib/tiny-variant.ts';
import type { InputRequest } from '../pages/variants-worker.ts';

/** Inputs of all kinds, with sides that can be halved often, rarely and never. */
const INPUTS: {
  width: number;
  height: number;
  channels: InputChannel[];
  range: [number, number];
}[] = [
  { width: 192, height: 192, channels: ['prefilled-rgb', 'mask'], range: [0, 1] },
  { width: 384, height: 256, channels: ['mask', 'prefilled-rgb', 'rgb'], range: [-1, 1] },
  {
    width: 150,
    height: 122,
    channels: ['noise', 'masked-rgb', 'rgb', 'prefilled-rgb', 'mask'],
    range: [-1, 1],
  },
  { width: 61, height: 45, channels: ['masked-rgb', 'prefilled-rgb'], range: [0, 1] },
  { width: 30, height: 50, channels: ['rgb', 'noise'], range: [0, 255] },
];

const still = { rgb: [0, 0, 0].map(() => ({ weights: [], bias: 0 })) as never };

/** A card that asks for such an input. Nothing is run. */
function cardFor(input: (typeof INPUTS)[number]) {
  const { width, height, channels, range } = input;
  const named = { id: 'made', width, height, input: channels, inputRange: range };
  return tinyVariant({ ...named, output: ['rgb'], ...still }).card;
}

/** Declares the tests of one tier's input stage. */
export function testInputs(tier: Tier): void {
  test.beforeEach(({ page }) => page.goto('/tests/pages/variants.html').then(() => {}));

  for (const input of INPUTS) {
    const { width, height, channels, range } = input;
    test(`${tier}: ${channels.join(', ')} in [${range}] at ${width}x${height}`, async ({
      page,
    }) => {
      const request: InputRequest = { tier, card: cardFor(input) };
      const report = await page.evaluate((what) => window.compareInput(what), request);
      expect(report.given).toBe(report.wanted);
      expect(report.difference).toBeLessThan(1); // grey level of 255
    });
  }
}
