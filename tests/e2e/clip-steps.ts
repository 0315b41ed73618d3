// Steps on the page that many tests share, such as opening it, choosing a view and saving clips.
import { expect, type Page } from '@playwright/test';

/** Opens the page and waits until the cloak is ready, or on. */
export async function readyPage(page: Page, address = '/'): Promise<Page> {
  // The browser's save dialog is out of a test's reach, so files are downloaded instead.
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

/** Waits until a cloaked picture shows and all is well. */
export function expectPicture(page: Page): Promise<void> {
  return expect(status(page)).toHaveText('The cloak is on.', { timeout: 100_000 });
}

/** The button with that name. */
export function named(page: Page, name: string) {
  return page.getByRole('button', { name, exact: true });
}

export function clipsDialog(page: Page) {
  return page.getByRole('dialog', { name: 'Clips' });
}

/** Saves the selected clip. @returns the file's path, and its suggested name */
export async function save(page: Page): Promise<{ path: string; name: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    named(page, 'Save').click(),
  ]);
  const path = await download.path();
  await expect(page.getByText('Saved as')).toBeVisible();
  return { path, name: download.suggestedFilename() };
}

/** Opens the drawer behind "More". */
export async function openDrawer(page: Page): Promise<void> {
  await named(page, 'More').click();
  await expect(page.getByRole('dialog', { name: 'More' })).toBeVisible();
}

/** Does something in the drawer, and closes it again. */
export async function inDrawer(page: Page, act: () => Promise<void>): Promise<void> {
  await openDrawer(page);
  await act();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'More' })).toBeHidden();
}

/** A choice in the list of views. */
export function viewChoice(page: Page, name: string) {
  return page.getByRole('radio', { name, exact: true, includeHidden: true });
}

export async function chooseView(page: Page, name: string): Promise<void> {
  await named(page, 'View').click();
  await viewChoice(page, name).check();
  await page.keyboard.press('Escape');
}
