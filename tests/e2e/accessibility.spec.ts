// Checks every state of the page with axe, in the light and the dark scheme.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { makeFilm } from '../lib/made-film.ts';
import { clipsDialog, named, openDrawer, readyPage, status } from './clip-steps.ts';
import { expect, test } from './open-page.ts';
import { CAMERA } from './person-gone.ts';

async function expectNoViolations(page: Page, state: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  );
  expect(found, state).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds no violations in any state of the page, ${colorScheme}`, async ({ openPage }) => {
    const page = await openPage(CAMERA);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await readyPage(page);
    await expectNoViolations(page, 'before the camera');
    await named(page, 'Start camera').click();
    await expect(status(page)).toHaveText('The cloak is on.', { timeout: 60_000 });
    await expect(page.getByRole('region', { name: 'First steps' })).toBeVisible();
    await expectNoViolations(page, 'live, with the first steps');
    await openDrawer(page);
    await expectNoViolations(page, 'the drawer');
    await page.keyboard.press('Escape');
    await named(page, 'View').click();
    await expectNoViolations(page, 'the views');
    await page.keyboard.press('Escape');
    await named(page, 'No pixel leaves this machine.').click();
    await expectNoViolations(page, 'privacy');
    await page.keyboard.press('Escape');
    await openDrawer(page);
    await named(page, 'Variants').click();
    await expect(page.getByRole('listitem', { name: 'Classic' })).toBeVisible();
    await expectNoViolations(page, 'variants');
    await page.keyboard.press('Escape');
    await openDrawer(page);
    await named(page, 'Draw zones').click();
    await page.keyboard.press('ArrowLeft');
    await expectNoViolations(page, 'drawing zones');
    await page.keyboard.press('Escape');
    await named(page, 'Shutter').click();
    await expect(status(page)).toContainText('Shutter closed');
    await expectNoViolations(page, 'shutter closed');
    await page.keyboard.press('b');
    await page.keyboard.press('v');
    await expectNoViolations(page, 'before and after');
    await page.keyboard.press('?');
    await expectNoViolations(page, 'keys');
    await page.keyboard.press('Escape');
    await openDrawer(page);
    await page.getByRole('switch', { name: 'Record the microphone' }).click();
    await expect(page.getByRole('meter', { name: 'Loudness' })).toBeVisible();
    await expectNoViolations(page, 'a recording with sound');
    await page.keyboard.press('Escape');
    await named(page, 'Record').click();
    await expect(page.getByRole('group', { name: 'Recording' })).toBeVisible();
    await page.waitForTimeout(1500);
    await expectNoViolations(page, 'recording');
    await named(page, 'Stop recording').click();
    await expect(clipsDialog(page)).toBeVisible();
    await expectNoViolations(page, 'clips');
    await named(page, 'Delete').click();
    await expect(named(page, 'Undo')).toBeVisible();
    await expectNoViolations(page, 'a clip that can be had back');
    await named(page, 'Close').click();
    const film = makeFilm({ name: 'small.webm', seconds: 1, filters: 'scale=320:180' });
    await page.locator('input[accept^="video/*"]').setInputFiles(film);
    await named(page, 'Cloak the whole film').click();
    await expect(page.getByText('frames (')).toBeVisible();
    await expectNoViolations(page, 'film');
    await page.getByRole('radio', { name: 'WebM' }).check();
    await named(page, 'Start').click();
    await expect(page.getByRole('group', { name: 'Film' })).toBeVisible();
    await expectNoViolations(page, 'cloaking a film');
  });
}
