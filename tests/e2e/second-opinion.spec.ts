// The network that finds people in the picture alone: it loads next to the running cloak, and a sentence says if it is
// missing.
import { expect, test } from '@playwright/test';
import { status } from './clip-steps.ts';

const WEIGHTS = '**/models/picture-finder/weights.bin';

test('it comes after the first picture, and nothing is said of it', async ({ page }) => {
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
  await page.waitForTimeout(8000); // it is checked, warmed up and asked
  await expect(status(page)).toHaveText('The cloak is on.');
});

test('where it cannot be had, that is said, and the cloak goes on', async ({ page }) => {
  await page.route('**/models/picture-finder/**', (route) => route.fulfill({ status: 404 }));
  await page.goto('/?source=demo&tier=wasm');
  await expect(status(page)).toContainText('People who are far away may be missed', {
    timeout: 90_000,
  });
  await expect(status(page)).toHaveText('The cloak is on.', { timeout: 20_000 });
});
