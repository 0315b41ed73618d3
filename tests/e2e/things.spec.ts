// Removing a thing that the user selects: with the pointer while it moves, and with the keyboard alone.
import type { Page } from '@playwright/test';
import { makeFilm } from '../lib/made-film.ts';
import { named, openDrawer, readyPage, status } from './clip-steps.ts';
import { expect, test } from './open-page.ts';

const REMOVED = 'The cloak is on. 1 thing is removed.';

/**
 * Opens a film of the walking person with a blue box of 64 x 72 px in it, and waits until it shows.
 * @param x, y its upper left corner, px of 640 x 360; expressions may use the time (t, s)
 * @returns how much of the picture it fills, measured by `blueShare`
 */
async function playFilm(page: Page, name: string, x: string, y: string): Promise<number> {
  const box = 'color=c=0x2038d0:s=64x72:r=15,noise=alls=12:allf=t[box]';
  const filters = `${box};[in][box]overlay=x='${x}':y='${y}':shortest=1`;
  const film = makeFilm({ name, seconds: 12, filters });
  await readyPage(page, '/?tier=wasm');
  const choosing = page.waitForEvent('filechooser');
  await named(page, 'Open a file').click();
  await (await choosing).setFiles(film);
  // 2 % of the picture without its edges; the demo has nothing like it.
  await expect.poll(() => blueShare(page), { timeout: 30_000 }).toBeGreaterThan(0.012);
  await expect(status(page)).toHaveText('The cloak is on.');
  return blueShare(page);
}

/** How much of the picture is as blue as the box, 0..1, and where its centre is, shares. */
function blue(page: Page): Promise<{ share: number; x: number; y: number }> {
  return page.evaluate(() => {
    const context = new OffscreenCanvas(160, 90).getContext('2d')!;
    context.drawImage(document.querySelector('canvas')!, 0, 0, 160, 90);
    const { data } = context.getImageData(0, 0, 160, 90);
    let count = 0;
    let x = 0;
    let y = 0;
    for (let pixel = 0; pixel < 160 * 90; pixel++) {
      const [r, g, b] = data.subarray(4 * pixel, 4 * pixel + 3) as unknown as number[];
      if (b! < r! + 60 || b! < g! + 50) continue;
      count++;
      x += pixel % 160;
      y += Math.floor(pixel / 160);
    }
    return { share: count / (160 * 90), x: x / count / 160, y: y / count / 90 };
  });
}

const blueShare = async (page: Page) => (await blue(page)).share;
const board = (page: Page) => page.getByRole('application', { name: 'Things' });
const outline = (page: Page) => page.locator('.board polygon');

test('a click removes a thing, even while it moves; a second click restores it', async ({
  openPage,
}) => {
  const page = await openPage([]);
  // It stands still until it has been clicked.
  const way = ['150+30*(1-cos(2*PI*max(0,t-5)/12))', '110+10*sin(2*PI*max(0,t-5)/6)'] as const;
  const before = await playFilm(page, 'box-moves.mp4', ...way);
  await openDrawer(page);
  await named(page, 'Remove a thing').click();
  await expect(board(page)).toBeFocused();
  const picture = (await board(page).boundingBox())!;
  const { x, y } = await blue(page);
  await page.mouse.click(picture.x + x * picture.width, picture.y + y * picture.height);
  await expect(status(page)).toHaveText(REMOVED, { timeout: 10_000 });
  await expect.poll(() => blueShare(page), { timeout: 10_000 }).toBeLessThan(0.04 * before);
  for (let look = 0; look < 12; look++) {
    expect(await blueShare(page)).toBeLessThan(0.1 * before);
    await page.waitForTimeout(400);
  }
  const box = (await outline(page).boundingBox())!;
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(status(page)).toHaveText('The cloak is on.');
  await expect.poll(() => blueShare(page)).toBeGreaterThan(0.8 * before);
});

test('the keyboard removes a thing in a mirrored picture; it shows while the cloak is off', async ({
  openPage,
}) => {
  const page = await openPage([]);
  // About 80 % from the left, 20 % from the top.
  const before = await playFilm(page, 'box-stands.mp4', '480', '36');
  await page.keyboard.press('m');
  await page.keyboard.press('t');
  await expect(board(page)).toBeFocused();
  for (let i = 0; i < 11; i++) await page.keyboard.press('ArrowLeft'); // the first shows the cursor
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowUp');
  await expect(page.getByText('80 % from the left, 20 % from the top')).toBeAttached();
  await expect(page.locator('.cursor')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(status(page)).toHaveText(REMOVED);
  await expect(page.getByText('Removed. 1 thing.')).toBeAttached();
  await expect.poll(() => blueShare(page)).toBeLessThan(0.04 * before);
  await page.keyboard.press('Escape');
  await expect(board(page)).toBeHidden();
  await expect(named(page, 'More')).toBeFocused();

  await page.keyboard.press('c');
  await expect.poll(() => blueShare(page)).toBeGreaterThan(0.8 * before);
  await page.keyboard.press('c');
  await expect.poll(() => blueShare(page)).toBeLessThan(0.04 * before);
  await openDrawer(page);
  await expect(page.getByText('1 thing', { exact: true })).toBeVisible();
  await named(page, 'Show all').click();
  await expect.poll(() => blueShare(page)).toBeGreaterThan(0.8 * before);
  await expect(status(page)).toHaveText('The cloak is on.');
});
