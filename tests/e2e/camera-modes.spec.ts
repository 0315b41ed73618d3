// The camera's mode, the small window on top of all others, and the first steps.
import { named, openDrawer, status } from './clip-steps.ts';
import { expect, test } from './open-page.ts';

const FAKE = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];
const LIVE = { timeout: 100_000 };
/** The browser's fake camera shows something that moves. */
const SHOWN = /^The c(loak is on|amera moved)/;

test('a larger picture can be chosen, and the choice survives a reload', async ({ openPage }) => {
  const page = await openPage(FAKE);
  await page.goto('/?source=camera&tier=wasm');
  await expect(status(page)).toHaveText(SHOWN, LIVE);
  const canvas = page.locator('canvas');
  const ratio = () => canvas.evaluate((shown) => shown.clientWidth / shown.clientHeight);
  expect(await ratio()).toBeCloseTo(4 / 3, 1);
  await openDrawer(page);
  await page.getByRole('combobox', { name: 'Picture' }).selectOption('720 lines');
  await expect.poll(ratio, LIVE).toBeCloseTo(16 / 9, 1);
  await page.getByRole('combobox', { name: 'Frames' }).selectOption('up to 15 a second');
  await expect(status(page)).toHaveText(SHOWN, LIVE);

  await page.reload();
  await expect(status(page)).toHaveText(SHOWN, LIVE);
  await expect.poll(ratio, LIVE).toBeCloseTo(16 / 9, 1);
  await openDrawer(page);
  await expect(page.getByRole('combobox', { name: 'Frames' })).toHaveValue('15');
});

test('the picture moves into a small window and back', async ({ openPage }) => {
  const page = await openPage(FAKE);
  await page.goto('/?source=camera&tier=wasm');
  await expect(status(page)).toHaveText(SHOWN, LIVE);
  const small = named(page, 'Small window');
  const hasWindow = () => page.evaluate(() => document.pictureInPictureElement !== null);
  await small.click();
  await expect.poll(hasWindow).toBe(true);
  await expect(small).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('p');
  await expect.poll(hasWindow).toBe(false);
  await expect(small).toHaveAttribute('aria-pressed', 'false');
});

test('the first steps appear only once, and the keyboard steps through them', async ({
  openPage,
}) => {
  const page = await openPage(FAKE);
  await page.goto('/?source=camera&tier=wasm');
  const steps = page.getByRole('region', { name: 'First steps' });
  await expect(steps).toContainText('You are gone.', LIVE);
  await named(page, 'Next').focus();
  await page.keyboard.press('Enter');
  await expect(steps).toContainText('Step aside once');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(steps).toBeHidden();
  await page.reload();
  await expect(status(page)).toHaveText(SHOWN, LIVE);
  await expect(steps).toBeHidden();
});
