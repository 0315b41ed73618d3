// How the page chooses a variant, what it fetches for it, and what it refuses.
import { expect, test } from '@playwright/test';
import { CLASSIC, GUIDED_NEGATIVE } from '../lib/made-variants.ts';
import { serveVariants, tinyVariant } from '../lib/tiny-variant.ts';

const NEEDS_PLATE = tinyVariant({ ...CLASSIC, id: 'tiny-plate', input: ['plate'] });
const MATTE_ALONE = tinyVariant({ ...CLASSIC, id: 'tiny-matte', output: ['matte'] });
/** Its matte is NaN where red is above one half: nowhere in its golden input, but in any film. */
const BREAKS = tinyVariant({
  ...CLASSIC,
  id: 'tiny-breaks',
  matte: { weights: [-1, 0, 0], bias: 0.5 },
  root: 'matte',
});
/** The same where the picture is black, as it is during the warm-up. */
const BREAKS_AT_START = tinyVariant({
  ...CLASSIC,
  id: 'tiny-breaks-at-start',
  matte: { weights: [1, 1, 1], bias: -0.02 },
  root: 'matte',
});
const MADE = [
  ...[CLASSIC, GUIDED_NEGATIVE].map(tinyVariant),
  NEEDS_PLATE,
  MATTE_ALONE,
  BREAKS,
  BREAKS_AT_START,
];

test.beforeEach(({ page }) => serveVariants(page, MADE));

test('a variant that finds the person itself needs no segmenter', async ({ page }) => {
  const requested: string[] = [];
  page.on('request', (request) => requested.push(new URL(request.url()).pathname));
  await page.goto('/?source=demo&variant=tiny-classic');
  await expect(page.getByRole('status')).toHaveText('The cloak is on.', { timeout: 100_000 });
  await expect(page.locator('summary')).toContainText('tiny-classic');
  expect(requested).toContain('/models/tiny-classic/weights.bin');
  const ofSegmenter = requested.filter((path) => /litert|mediapipe|models\/segmenter/.test(path));
  expect(ofSegmenter).toEqual([]);
});

test('the URL chooses the variant', async ({ page }) => {
  await page.goto('/?source=demo&variant=tiny-guided-negative');
  await expect(page.getByRole('status')).toHaveText('The cloak is on.', { timeout: 100_000 });
  await expect(page.locator('summary')).toContainText('tiny-guided-negative');
});

for (const [variant, sentence] of [
  ['nobody', 'There is no variant "nobody". Choose one of these: tiny-classic, '],
  [
    'tiny-plate',
    '"tiny-plate" cannot be used: it asks for plate, which Vanish cannot give a network',
  ],
  [
    'tiny-matte',
    '"tiny-matte" cannot be used: it returns a matte and no picture, so there is nothing',
  ],
]) {
  test(`${variant} is refused with a reason, and nothing is shown`, async ({ page }) => {
    await page.goto(`/?source=demo&variant=${variant}`);
    await expect(page.getByRole('status')).toContainText(sentence!, { timeout: 60_000 });
    await expect(page.locator('canvas')).toHaveCSS('opacity', '0');
  });
}

test('if the last variant, which finds the person itself, is broken, a guided one takes over', async ({
  page,
}) => {
  await serveVariants(page, [GUIDED_NEGATIVE, CLASSIC].map(tinyVariant));
  await page.route('**/models/tiny-classic/weights.bin', (route) => route.fulfill({ status: 404 }));
  await page.addInitScript(() =>
    localStorage.setItem('vanish-choices', JSON.stringify({ variant: 'tiny-classic' })),
  );
  await page.goto('/?source=demo');
  await expect(page.getByRole('status')).toContainText('continues with another', {
    timeout: 100_000,
  });
  await expect(page.getByRole('status')).toHaveText('The cloak is on.', { timeout: 60_000 });
  await expect(page.locator('summary')).toContainText('tiny-guided-negative');
});

for (const variant of ['tiny-breaks', 'tiny-breaks-at-start']) {
  test(`the default replaces ${variant}, which returns NaN, and the page says so`, async ({
    page,
  }) => {
    await page.goto(`/?source=demo&tier=wasm&variant=${variant}`);
    await expect(page.getByRole('status')).toContainText(
      `"${variant}" returned something that is not a number. "tiny-classic" takes over`,
      { timeout: 100_000 },
    );
    await expect(page.locator('summary')).toContainText('tiny-classic', { timeout: 60_000 });
    await expect(page.getByRole('status')).toHaveText('The cloak is on.', { timeout: 60_000 });
  });
}
