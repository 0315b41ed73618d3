// The picture finder and the body finder, networks that find people in the picture alone: they load while the cloak
// runs, and a message says if one is missing.
import { expect, test } from '@playwright/test';
import { status } from './clip-steps.ts';

// The one that loads last.
const WEIGHTS = '**/models/body-finder/weights.bin';

test('both load after the first picture, without a message', async ({ page }) => {
  let isAsked = false;
  const weights = page.waitForResponse(WEIGHTS, { timeout: 90_000 });
  await page.route(WEIGHTS, async (route) => {
    isAsked = true;
    await route.continue();
  });
  await page.goto('/?source=demo&tier=wasm');
  await expect(status(page)).toHaveText('The cloak is on.', { timeout: 60_000 });
  expect(isAsked).toBe(false); // nothing waits for it
  expect((await weights).ok()).toBe(true);
  await page.waitForTimeout(8000); // they are checked, warmed up and run
  await expect(status(page)).toHaveText('The cloak is on.');
});

const MISSING = {
  'picture-finder': 'People who are far away may be missed',
  'body-finder': 'Furniture may be taken for people',
};

for (const [network, sentence] of Object.entries(MISSING)) {
  test(`if the ${network} fails to load, the page says so and the cloak continues`, async ({
    page,
  }) => {
    await page.route(`**/models/${network}/**`, (route) => route.fulfill({ status: 404 }));
    await page.goto('/?source=demo&tier=wasm');
    await expect(status(page)).toContainText(sentence, { timeout: 90_000 });
    await expect(status(page)).toHaveText('The cloak is on.', { timeout: 20_000 });
  });
}
