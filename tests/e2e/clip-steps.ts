// What recordings and films have in common on the page: clips that are saved.
import { expect, type Page } from '@playwright/test';

/** Opens the page and waits until the cloak is ready, or on. */
export async function readyPage(page: Page, address = '/'): Promise<Page> {
  // Where files go is asked in a window that no test can use: the browser downloads them instead.
  await page.addInitScript(
    () => delete (window as { showSaveFilePicker?: unknown }).showSaveFilePicker,
  );
  await page.goto(address);
  await expect(status(page)).toHaveText(/The cloak is (on|ready)\.|The demo plays instead\./, {
    timeout: 100_000,
  });
  return page;
}

/** What Vanish is doing. */
export function status(page: Page) {
  return page.getByRole('status').first();
}

/** The button of that name. */
export function named(page: Page, name: string) {
  return page.getByRole('button', { name, exact: true });
}

export function clipsDialog(page: Page) {
  return page.getByRole('dialog', { name: 'Clips' });
}

/** Saves the clip that is chosen. @returns the file's path, and what it would be called */
export async function save(page: Page): Promise<{ path: string; name: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    named(page, 'Save').click(),
  ]);
  const path = await download.path();
  await expect(page.getByText('Saved as')).toBeVisible();
  return { path, name: download.suggestedFilename() };
}

/** Opens what stands behind "More". */
export async function openDrawer(page: Page): Promise<void> {
  await named(page, 'More').click();
  await expect(page.getByRole('dialog', { name: 'More' })).toBeVisible();
}

/** Something in the drawer is done, and it is closed again. */
export async function inDrawer(page: Page, act: () => Promise<void>): Promise<void> {
  await openDrawer(page);
  await act();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'More' })).toBeHidden();
}

/** The choice of a view, which is folded away. */
export function viewChoice(page: Page, name: string) {
  return page.getByRole('radio', { name, exact: true, includeHidden: true });
}

export async function chooseView(page: Page, name: string): Promise<void> {
  await named(page, 'View').click();
  await viewChoice(page, name).check();
  await page.keyboard.press('Escape');
}
