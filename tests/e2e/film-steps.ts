// Steps that cloak a whole film on the page.
import { expect, type Page } from '@playwright/test';
import { clipsDialog, named, save } from './clip-steps.ts';

/** Opens a film, and waits until the page offers to cloak it as a whole. */
export async function openFilm(page: Page, path: string): Promise<void> {
  await page.locator('input[accept^="video/*"]').setInputFiles(path);
  await expect(named(page, 'Cloak the whole film')).toBeVisible();
}

/** Opens the questions before the film is cloaked. */
export async function openFilmPanel(page: Page, path: string) {
  await openFilm(page, path);
  await named(page, 'Cloak the whole film').click();
  return page.getByRole('dialog', { name: 'Cloak the whole film' });
}

/** @returns the saved file's path */
export async function cloakWhole(
  page: Page,
  path: string,
  { twoPasses = false } = {},
): Promise<string> {
  const panel = await openFilmPanel(page, path);
  await expect(panel.getByText('frames (')).toBeVisible();
  const first = panel.getByRole('switch', { name: 'Look at the whole film first' });
  const isOn = (await first.getAttribute('aria-checked')) === 'true'; // as for the last film
  if (isOn !== twoPasses) await first.click();
  await named(page, 'Start').click();
  await expect(page.getByRole('group', { name: 'Film' })).toBeVisible();
  await expect(clipsDialog(page)).toBeVisible({ timeout: 110_000 });
  await expect(page.getByLabel('Name')).toHaveValue(/cloaked$/);
  const saved = await save(page);
  await named(page, 'Close').click();
  return saved.path;
}
