// The page used by keyboard alone, and what it remembers.
import { expect, test, type Page } from '@playwright/test';
import { clipsDialog, readyPage, status, viewChoice } from './clip-steps.ts';

function pressed(page: Page, name: string) {
  return page.getByRole('button', { name, exact: true, pressed: true });
}

test('every key does what the list of keys says', async ({ page }) => {
  await readyPage(page, '/?source=demo');
  await expect(status(page)).toHaveText('The cloak is on.', { timeout: 30_000 });
  const { keyboard } = page;

  await keyboard.press('c');
  await expect(status(page)).toContainText('The cloak is off');
  await keyboard.press('c');
  await expect(status(page)).toHaveText('The cloak is on.');

  await keyboard.press('v');
  await expect(viewChoice(page, 'Before and after')).toBeChecked();
  const handle = page.getByRole('slider');
  await expect(handle).toHaveCSS('left', /px$/);
  await keyboard.press('m');
  await expect(pressed(page, 'Mirror')).toBeVisible();
  await expect(page.locator('canvas')).toHaveCSS('scale', '-1 1');
  await handle.focus();
  await keyboard.press('Home'); // to the left edge as displayed; mirrored, the whole picture is "before"
  await expect(handle).toHaveAttribute('aria-valuenow', '100');

  await keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await expect(keys.getByText('Take a snapshot')).toBeVisible();
  await keyboard.press('Escape');
  await expect(keys).toBeHidden();

  const snapshot = page.waitForEvent('download');
  await keyboard.press('s');
  expect((await snapshot).suggestedFilename()).toMatch(/\.png$/);

  await keyboard.press('f');
  await expect(pressed(page, 'Full screen')).toBeVisible();
  await keyboard.press('f');
  await expect(pressed(page, 'Full screen')).toBeHidden();

  await keyboard.press('r');
  await expect(page.getByRole('group', { name: 'Recording' })).toBeVisible();
  await page.waitForTimeout(1500);
  await keyboard.press('c'); // ignored: recordings are always cloaked
  await keyboard.press('r');
  await expect(clipsDialog(page)).toBeVisible();
  await page.getByLabel('Name').fill('');
  await page.getByLabel('Name').pressSequentially('crmv');
  await expect(page.getByLabel('Name')).toHaveValue('crmv');
  await keyboard.press('Escape');
  await expect(clipsDialog(page)).toBeHidden();
  await expect(page.getByRole('switch', { name: 'Cloak' })).toBeChecked();
  await expect(pressed(page, 'Mirror')).toBeVisible();

  await page.reload();
  await expect(pressed(page, 'Mirror')).toBeVisible({ timeout: 100_000 });
  await expect(viewChoice(page, 'Cloaked')).toBeChecked(); // the view is not remembered
});

test('a key works right after a dialog is closed, while its focus has not left it yet', async ({
  page,
}) => {
  await readyPage(page, '/?source=demo');
  await expect(status(page)).toHaveText('The cloak is on.', { timeout: 30_000 });
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await expect(keys).toBeVisible();
  await keys.evaluate((dialog: HTMLDialogElement) => {
    dialog.close();
    const press = new KeyboardEvent('keydown', { key: 'c', bubbles: true });
    dialog.querySelector('button')?.dispatchEvent(press);
  });
  await expect(status(page)).toContainText('The cloak is off');
});
