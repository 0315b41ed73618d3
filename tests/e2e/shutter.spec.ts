// The shutter on the page: what is shown and recorded, and what a snapshot holds, after the key is pressed.
import type { Page } from '@playwright/test';
import { pictureAt, readVideoFile } from '../lib/video-file.ts';
import { clipsDialog, inDrawer, named, openDrawer, readyPage, save, status } from './clip-steps.ts';
import { expect, test } from './open-page.ts';
import { CAMERA, expectPersonGone } from './person-gone.ts';

const CLOSED = 'Shutter closed: the room as remembered.';
/** ms; on two cores in software, while recording. A live page shows about 20 pictures in that time. */
const SOON = 1000;

/** Watches the canvas from now on. @returns the times, ms, at which it showed another picture after B was pressed */
function changesAfterB(page: Page, milliseconds: number): Promise<number[]> {
  return page.evaluate(async (length) => {
    const context = new OffscreenCanvas(320, 180).getContext('2d', { willReadFrequently: true })!;
    const look = () => {
      context.drawImage(document.querySelector('canvas')!, 0, 0, 320, 180);
      return context.getImageData(0, 0, 320, 180).data;
    };
    const changes: number[] = [];
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'b' }));
    const pressed = performance.now();
    for (let before = look(); performance.now() - pressed < length;) {
      await new Promise(requestAnimationFrame);
      const now = look();
      if (now.some((value, i) => value !== before[i])) changes.push(performance.now() - pressed);
      before = now;
    }
    return changes;
  }, milliseconds);
}

/** The largest difference between the halves of a picture, grey levels. */
function halvesDiffer(page: Page, url: string): Promise<number> {
  return page.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const [width, height] = [image.width / 8, image.height / 4]; // the codec's changes are in the detail
    const context = new OffscreenCanvas(width, height).getContext('2d')!;
    context.drawImage(image, 0, 0, width, height);
    const left = context.getImageData(0, 0, width / 2, height).data;
    const right = context.getImageData(width / 2, 0, width / 2, height).data;
    return left.reduce((most, value, i) => Math.max(most, Math.abs(value - right[i]!)), 0);
  }, url);
}

test('once the shutter closes, the camera shows neither on the page nor in a recording or snapshot', async ({
  openPage,
}) => {
  const page = await readyPage(await openPage(CAMERA), '/?source=camera&tier=wasm');
  await expect(status(page)).toHaveText('The cloak is on.', { timeout: 30_000 });
  await openDrawer(page);
  await page.getByRole('switch', { name: 'With the original beside it' }).click();
  await page.keyboard.press('Escape');
  await page.waitForTimeout(2000); // the camera's person moves, and more of the room becomes known
  await named(page, 'Record').click();
  await expect(page.locator('.stage-bar .time')).toHaveText(/0:0[2-9]/, { timeout: 20_000 });

  const changes = await changesAfterB(page, 2500);
  expect(changes.filter((at) => at > SOON)).toEqual([]);
  expect(changes.length).toBeLessThanOrEqual(3); // the current frame, the shutter, and what that frame added
  await expect(status(page)).toHaveText(CLOSED);
  await expect(page.getByRole('button', { name: 'Shutter', pressed: true })).toBeVisible();
  await expectPersonGone(page, undefined, 6); // the light is the remembered one

  const coming = page.waitForEvent('download');
  await page.keyboard.press('s');
  expect((await coming).suggestedFilename()).toMatch(/\.png$/);
  await page.keyboard.press('r');
  await expect(clipsDialog(page)).toBeVisible();
  const { path } = await save(page);
  const { times } = readVideoFile(path);
  expect(await halvesDiffer(page, pictureAt(path, times[0]!))).toBeGreaterThan(60); // the person, and the room
  expect(await halvesDiffer(page, pictureAt(path, times.at(-1)!))).toBeLessThan(24);
  await page.keyboard.press('b'); // also while a dialog is open
  await named(page, 'Close').click();
  await expect(status(page)).toHaveText('The cloak is on.', { timeout: 10_000 });
});

test('without a remembered room the shutter shows one plain colour, and says so', async ({
  openPage,
}) => {
  const page = await readyPage(await openPage(CAMERA), '/?source=camera&tier=wasm');
  await expect(status(page)).toHaveText('The cloak is on.', { timeout: 30_000 });
  await inDrawer(page, () => page.getByRole('switch', { name: 'Remember the room' }).click());
  await named(page, 'Shutter').click();
  await expect(status(page)).toHaveText(
    'Shutter closed: a plain picture, as the room is not remembered.',
  );
  const colours = await page.evaluate(() => {
    const context = new OffscreenCanvas(64, 48).getContext('2d')!;
    context.drawImage(document.querySelector('canvas')!, 0, 0, 64, 48);
    return new Set(new Uint32Array(context.getImageData(0, 0, 64, 48).data.buffer)).size;
  });
  expect(colours).toBe(1);
});

test('the shutter’s key also works with only=picture', async ({ openPage }) => {
  const page = await openPage(CAMERA);
  await page.goto('/?source=camera&only=picture&tier=wasm');
  await expect(page.locator('canvas.hasPicture')).toBeVisible({ timeout: 100_000 });
  await page.waitForTimeout(1500);
  const changes = await changesAfterB(page, 2000);
  expect(changes.filter((at) => at > SOON)).toEqual([]);
  await expect(page).toHaveTitle('Shutter closed · Vanish');
  await page.keyboard.press('b');
  await expect(page).not.toHaveTitle(/Shutter/);
});
