// Keeping people in the picture: chosen with a click or keys, shown in the status and with a recording, and undone.
import type { Locator, Page } from '@playwright/test';
import { makeFilm } from '../lib/made-film.ts';
import { chooseView, clipsDialog, named, openDrawer, readyPage, status } from './clip-steps.ts';
import { expect, test } from './open-page.ts';

const KEPT = 'The cloak is on. 1 person is kept in the picture.';

const people = (page: Page) => page.getByRole('listbox', { name: 'People' });
const person = (page: Page) => people(page).getByRole('option').first();

/**
 * Opens a film of one person who walks back and forth, for 40 s. When it starts over, everybody is hidden.
 * @param seconds one way
 */
async function playFilm(page: Page, seconds: number): Promise<void> {
  const loop = `loop=loop=${Math.round(20 / seconds) - 1}:size=${20 * seconds}`;
  const filters = `split[a][b];[b]reverse[r];[a][r]concat,${loop}`;
  const film = makeFilm({ name: `to-and-fro-${seconds}.mp4`, seconds, rate: 10, filters });
  await readyPage(page, '/?tier=wasm');
  const choosing = page.waitForEvent('filechooser');
  await named(page, 'Open a file').click();
  await (await choosing).setFiles(film);
  await expect(status(page)).toHaveText('The cloak is on.', { timeout: 30_000 });
}

/** The share of a person's area that the mask view tints. */
async function hiddenShare(page: Page, whom: Locator): Promise<number> {
  const box = (await whom.boundingBox())!;
  const picture = (await page.locator('canvas').boundingBox())!;
  const place = [
    (box.x + 0.35 * box.width - picture.x) / picture.width,
    (box.y + 0.3 * box.height - picture.y) / picture.height,
    (0.3 * box.width) / picture.width,
    (0.3 * box.height) / picture.height,
  ];
  return page.evaluate(([x, y, width, height]) => {
    const context = new OffscreenCanvas(160, 90).getContext('2d')!;
    context.drawImage(document.querySelector('canvas')!, 0, 0, 160, 90);
    const [w, h] = [Math.max(1, 160 * width!), Math.max(1, 90 * height!)];
    const { data } = context.getImageData(160 * x!, 90 * y!, w, h);
    let tinted = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at + 1]! > data[at]! + 25) tinted++;
    return tinted / (data.length / 4);
  }, place);
}

test('a click keeps a person in the picture, and "Hide everybody" undoes it', async ({
  openPage,
}) => {
  const page = await openPage([]);
  await playFilm(page, 4);
  await chooseView(page, 'Mask');
  await openDrawer(page);
  await named(page, 'Choose people').click();
  await expect(people(page)).toBeFocused();
  await expect(person(page)).toHaveAccessibleName(/^Person 1 of 1, .*, hidden$/, {
    timeout: 15_000,
  });
  await expect.poll(() => hiddenShare(page, person(page))).toBeGreaterThan(0.8);

  await person(page).click({ force: true }); // the person walks
  await expect(person(page)).toHaveAccessibleName(/, kept$/);
  await expect(status(page)).toHaveText(KEPT);
  await expect.poll(() => hiddenShare(page, person(page))).toBeLessThan(0.1);
  await page.waitForTimeout(3000); // long enough for the person to be learned as room
  await expect(status(page)).toHaveText(KEPT);
  await expect(page.locator('.tag')).toHaveText('Kept');

  await named(page, 'Hide everybody').first().click();
  await expect(status(page)).toHaveText('The cloak is on.');
  await expect.poll(() => hiddenShare(page, person(page))).toBeGreaterThan(0.8);
});

test('the keyboard keeps a person; the recording reports it, and the shutter ends it', async ({
  openPage,
}) => {
  const page = await openPage([]);
  await playFilm(page, 0.8); // the person moves so little that tracking never loses them
  await page.keyboard.press('k');
  await expect(person(page)).toHaveAccessibleName(/hidden$/, { timeout: 15_000 });
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(status(page)).toHaveText(KEPT);
  await page.keyboard.press('Escape');
  await expect(people(page)).toBeHidden();
  await expect(named(page, 'More')).toBeFocused();
  await expect(page.locator('.tag')).toHaveText('Kept');

  await page.keyboard.press('r');
  await expect(page.locator('.stage-bar .time')).toHaveText(/0:0[2-9]/, { timeout: 20_000 });
  await page.keyboard.press('r');
  await expect(clipsDialog(page)).toContainText('1 person was kept in the picture.');
  await named(page, 'Close').click();

  await page.keyboard.press('b');
  await expect(status(page)).toContainText('Shutter closed', { timeout: 15_000 }); // after the recording's sentence
  await page.keyboard.press('b');
  await expect(status(page)).toHaveText('The cloak is on.', { timeout: 10_000 });
  await expect(page.locator('.tag')).toHaveCount(0);
});
