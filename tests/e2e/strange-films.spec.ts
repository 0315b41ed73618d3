// Films in formats that few cameras make, one after the other on the same page.
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { makeFilm } from '../lib/made-film.ts';
import { named, status } from './clip-steps.ts';

/** Ten bits, marked as PQ. */
const HIGH_RANGE = {
  '-pix_fmt': 'yuv420p10le',
  '-profile:v': '2',
  '-color_primaries': 'bt2020',
  '-color_trc': 'smpte2084',
  '-colorspace': 'bt2020nc',
};

/** Twelve pictures. */
function film(name: string, filters: string, options: Record<string, string> = {}): string {
  const more = Object.entries(options).flat();
  return makeFilm({ name, seconds: 0.8, filters, more });
}

async function open(page: Page, path: string): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await named(page, 'Open a file').click();
  const file = { name: 'film.webm', mimeType: 'video/webm', buffer: readFileSync(path) };
  await (await choosing).setFiles(file);
}

test('unusual films are shown correctly or refused, and the next film plays', async ({ page }) => {
  const wide = film('wide.webm', 'scale=320:180,setsar=3/2');
  const bright = film('bright.webm', 'scale=320:180', HIGH_RANGE);
  const flat = film('flat.webm', 'scale=2048:2');
  const huge = film('huge.webm', 'scale=3840:2160');
  const ratio = () =>
    page.locator('canvas').evaluate((canvas) => canvas.clientWidth / canvas.clientHeight);

  await page.goto('/?tier=wasm');
  await open(page, wide);
  await expect(status(page)).toHaveText('The cloak is on.', { timeout: 60_000 });
  expect(await ratio()).toBeCloseTo(480 / 180, 1);

  await open(page, bright);
  await expect(status(page)).toContainText('high dynamic range', { timeout: 20_000 });
  await named(page, 'Cloak the whole film').click();
  await expect(page.getByRole('dialog')).toContainText('The film has a high dynamic range.');
  await page.keyboard.press('Escape');

  await open(page, flat);
  await expect(status(page)).toContainText('2048 x 2 pixels, too few', { timeout: 20_000 });
  await expect(page.locator('canvas')).not.toHaveClass(/hasPicture/);

  await open(page, huge);
  await expect(status(page)).toContainText('3840 pixels', { timeout: 40_000 });
  await expect(page.locator('canvas')).toHaveClass(/hasPicture/);
  expect(await ratio()).toBeCloseTo(16 / 9, 1);
});
