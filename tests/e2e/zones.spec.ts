// Zones on the page: drawn with the pointer and with keys, hiding what is in them, and kept across visits.
import type { Page } from '@playwright/test';
import { chooseView, inDrawer, named, openDrawer, readyPage, status } from './clip-steps.ts';
import { expect, test } from './open-page.ts';
import { CAMERA } from './person-gone.ts';

/** Whether the mask view tints the picture there; shares of the width and height. */
function isHidden(page: Page, x: number, y: number): Promise<boolean> {
  return page.evaluate(
    ([u, v]) => {
      const context = new OffscreenCanvas(64, 36).getContext('2d')!;
      context.drawImage(document.querySelector('canvas')!, 0, 0, 64, 36);
      const [r, g] = context.getImageData(Math.floor(64 * u!), Math.floor(36 * v!), 1, 1).data;
      return g! > r! + 40;
    },
    [x, y],
  );
}

const zones = (page: Page) => page.getByRole('application', { name: 'Zones' });

test('zones can be drawn, undone and cleared, and survive a reload', async ({ openPage }) => {
  const page = await readyPage(await openPage(CAMERA), '/?source=camera&tier=wasm');
  await expect(status(page)).toHaveText('The cloak is on.', { timeout: 30_000 });
  await named(page, 'Skip').click();
  await chooseView(page, 'Mask');
  expect(await isHidden(page, 0.1, 0.85)).toBe(false);

  await openDrawer(page);
  await named(page, 'Draw zones').click();
  const box = (await zones(page).boundingBox())!;
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(0.05, 0.85));
  await page.mouse.down();
  await page.mouse.move(...at(0.2, 0.85), { steps: 5 });
  await page.mouse.up();
  await expect.poll(() => isHidden(page, 0.1, 0.85)).toBe(true);
  await named(page, 'Undo').click();
  await expect.poll(() => isHidden(page, 0.1, 0.85)).toBe(false);

  await zones(page).focus();
  for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowLeft');
  for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter'); // at the left edge, in the lower half
  await expect.poll(() => isHidden(page, 0.1, 0.85)).toBe(true);
  await page.keyboard.press('Escape');
  await expect(zones(page)).toBeHidden();
  await expect(named(page, 'More')).toBeFocused();

  await page.reload();
  await expect(status(page)).toHaveText('The cloak is on.', { timeout: 100_000 });
  await chooseView(page, 'Mask');
  await expect.poll(() => isHidden(page, 0.1, 0.85)).toBe(true);
  await openDrawer(page);
  await expect(page.getByText('1 zone')).toBeVisible();
  await named(page, 'Clear').click();
  await expect.poll(() => isHidden(page, 0.1, 0.85)).toBe(false);
  await page.keyboard.press('Escape');
  await expect(status(page)).toHaveText('All zones are cleared.');
  await named(page, 'Undo').click();
  await expect.poll(() => isHidden(page, 0.1, 0.85)).toBe(true);
  await inDrawer(page, () => named(page, 'Clear').click());
  await expect.poll(() => isHidden(page, 0.1, 0.85)).toBe(false);

  // In a mirrored picture, a zone goes where it is drawn.
  await page.keyboard.press('m');
  await page.keyboard.press('z');
  await page.mouse.click(...at(0.9, 0.85));
  await expect.poll(() => isHidden(page, 0.1, 0.85)).toBe(true);
});
