// A picture of the empty room, added on the page: accepted if it fits, refused if it does not.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { convert } from '../../scripts/lib/ffmpeg.ts';
import { named, openDrawer, readyPage, status } from './clip-steps.ts';
import { expect, test } from './open-page.ts';
import { CAMERA, expectPersonGone } from './person-gone.ts';

const folder = mkdtempSync(join(tmpdir(), 'vanish-rooms-'));

/** Makes a picture from a fixture. @returns the file's path */
function makePicture(name: string, source: string, filters: string): string {
  return convert(resolve('tests/fixtures', source), join(folder, name), { frames: 1, filters });
}

async function bring(page: Page, path: string): Promise<void> {
  await openDrawer(page);
  const choosing = page.waitForEvent('filechooser');
  await named(page, 'Bring a picture of the room').click();
  await (await choosing).setFiles(path);
}

/** How much of what is behind people was seen, according to the page, 0..100. */
async function seen(page: Page): Promise<number> {
  const meter = page.getByRole('meter', { name: 'What is known of the room' });
  return Number(await meter.getAttribute('aria-valuenow'));
}

test('a picture of the room that fits is used; others are refused with a reason', async ({
  openPage,
}) => {
  const page = await readyPage(await openPage(CAMERA), '/?source=camera&tier=wasm');
  await expect(status(page)).toHaveText('The cloak is on.', { timeout: 30_000 });
  await named(page, 'Skip').click();

  await bring(page, makePicture('other.png', 'training/backgrounds/made_3.jpg', 'scale=900:-2'));
  await expect(status(page)).toContainText('does not show what the camera shows', {
    timeout: 20_000,
  });
  const broken = join(folder, 'broken.jpg');
  writeFileSync(broken, 'This is no picture.');
  await bring(page, broken);
  await expect(status(page)).toContainText('broken.jpg', { timeout: 20_000 });
  await bring(page, makePicture('small.png', 'obo-clean.jpg', 'scale=160:-2'));
  await expect(status(page)).toContainText('160 x 90 pixels, too few', { timeout: 20_000 });
  expect(await seen(page)).toBeLessThan(60); // percent

  // Larger, from further away, and in different light: the camera's picture is its centre.
  const filters = 'scale=1000:-2,eq=brightness=-0.06:contrast=0.9,pad=1060:600:20:20:gray';
  await bring(page, makePicture('room.jpg', 'obo-clean.jpg', filters));
  await expect(status(page)).toContainText('The picture fits', { timeout: 20_000 });
  await expect.poll(() => seen(page), { timeout: 10_000 }).toBeGreaterThanOrEqual(95);
  await expectPersonGone(page);
});
