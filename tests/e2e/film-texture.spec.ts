// A part of the room that the film never shows: two passes give all frames the same textured fill.
import type { Page } from '@playwright/test';
import { measureGuess } from '../lib/film-guess.ts';
import { makeFilm } from '../lib/made-film.ts';
import { clipsDialog, inDrawer, named, readyPage, save } from './clip-steps.ts';
import { expect, test } from './open-page.ts';

/** @returns the saved film's path */
async function cloakInTwoPasses(page: Page, film: string): Promise<string> {
  await page.locator('input[accept^="video/*"]').setInputFiles(film);
  await named(page, 'Cloak the whole film').click();
  const first = page.getByRole('switch', { name: 'Look at the whole film first' });
  await expect(first).toHaveAttribute('aria-checked', 'true');
  await named(page, 'Start').click();
  await expect(clipsDialog(page)).toBeVisible({ timeout: 110_000 });
  const { path } = await save(page);
  await named(page, 'Close').click();
  return path;
}

test(
  'the fill of what a film never shows has texture, and is the same in every frame',
  { tag: '@nightly' },
  async ({ page }) => {
    test.setTimeout(240_000);
    const film = makeFilm({ name: 'never-leaves.webm', seconds: 2 }); // a person stands still in it
    await readyPage(page, '/?tier=wasm');
    const textured = measureGuess(await cloakInTwoPasses(page, film), film);
    await inDrawer(page, () => page.getByRole('switch', { name: 'Texture from the room' }).click());
    const smooth = measureGuess(await cloakInTwoPasses(page, film), film);
    const description = JSON.stringify({ textured, smooth });
    test.info().annotations.push({ type: 'figures', description });
    expect(textured.share).toBeGreaterThan(0.01); // otherwise the test checks nothing
    expect(textured.sharpness).toBeGreaterThan(1.5 * smooth.sharpness);
    expect(textured.change).toBeLessThan(1.5); // grey levels; encoding alone changes a few
  },
);
