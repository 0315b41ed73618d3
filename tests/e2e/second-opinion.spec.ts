// The picture finder, a network that finds people in the picture alone: it loads while the cloak runs, and a message
// says if it is missing.
import { expect, test } from '@playwright/test';
import { status } from './clip-steps.ts';

const WEIGHTS = '**/models/picture-finder/weights.bin';

test('the picture finder loads after the first picture, without a message', async ({ page }) => {
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
  await page.waitForTimeout(8000); // it is checked, warmed up and run
  await expect(status(page)).toHaveText('The cloak is on.');
});

test('if the picture finder fails to load, the page says so and the cloak continues', async ({
  page,
}) => {
  await page.route('**/models/picture-finder/**', (route) => route.fulfill({ status: 404 }));
  await page.goto('/?source=demo&tier=wasm');
  await expect(status(page)).toContainText('People who are far away may be missed', {
    timeout: 90_000,
  });
  await expect(status(page)).toHaveText('The cloak is on.', { timeout: 20_000 });
});
