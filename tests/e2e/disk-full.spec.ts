// The browser's storage fills up during a recording, in a normal profile and in a private window.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { BASE_FLAGS, fakeCameraFlags, locateBrowser } from '../../scripts/lib/browser.ts';
import { convert } from '../../scripts/lib/ffmpeg.ts';
import { pictureAt, readVideoFile } from '../lib/video-file.ts';
import { clipsDialog, named, readyPage, save, status } from './clip-steps.ts';
import { expect, test } from './open-page.ts';
import { CAMERA, expectPersonGone } from './person-gone.ts';

/** Bytes of storage left once the recording is running. */
const LEFT = 200_000;
/** Mean change that H.264 may cause, grey levels. */
const ENCODED = 4;

/** A camera so noisy that each second takes a lot of storage: Chromium grants it by the megabyte. */
function noisyCamera(folder: string): string[] {
  const path = convert('tests/fixtures/obo.mjpeg', join(folder, 'noisy.mjpeg'), {
    filters: 'noise=alls=60:allf=t',
    quality: 4,
  });
  return fakeCameraFlags(path);
}

/** Limits the origin's storage to what it uses and this much more. @param more bytes; undefined for the disk's limit */
async function giveRoom(page: Page, more?: number): Promise<void> {
  const { origin } = new URL(page.url());
  const devtools = await page.context().newCDPSession(page);
  const { usage } = await devtools.send('Storage.getUsageAndQuota', { origin });
  const quota = more === undefined ? {} : { quotaSize: usage + more };
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, ...quota });
}

async function recordUntilFull(page: Page): Promise<void> {
  await readyPage(page, '/?source=camera&tier=wasm');
  await expect(status(page)).toHaveText('The cloak is on.', { timeout: 60_000 });
  await named(page, 'Record').click();
  await expect(page.locator('.stage-bar .time')).toContainText(/0:0[2-9]|0:[1-5]\d/, {
    timeout: 30_000,
  });
  await giveRoom(page, LEFT);
  // Stop is not pressed.
  await expect(status(page)).toContainText('is used up', { timeout: 90_000 });
  await expect(clipsDialog(page)).toBeVisible({ timeout: 30_000 });
}

/** The recording can be saved and played, and then deleted. @returns its last picture */
async function expectKept(page: Page): Promise<string> {
  const { path } = await save(page);
  const { times } = readVideoFile(path);
  expect(times.at(-1)).toBeGreaterThan(0.5);
  const last = pictureAt(path, times.at(-1)!);
  await named(page, 'Delete').click();
  await expect(page.getByText('There are no clips.')).toBeVisible();
  await named(page, 'Close').click();
  await expect(status(page)).toHaveText('The cloak is on.', { timeout: 20_000 });
  return last;
}

test(
  'a full storage ends the recording and keeps it, in a private window',
  { tag: '@nightly' },
  async ({ openPage }) => {
    const page = await openPage(CAMERA);
    await recordUntilFull(page);
    await expectPersonGone(page, await expectKept(page), ENCODED);
  },
);

test('a full storage ends the recording and keeps it; once there is space, recording works again', async ({
  playwright,
  baseURL,
}) => {
  const profile = mkdtempSync(join(tmpdir(), 'vanish-profile-'));
  const context = await playwright.chromium.launchPersistentContext(profile, {
    executablePath: locateBrowser(),
    args: [...BASE_FLAGS, ...noisyCamera(profile)],
    baseURL,
    serviceWorkers: 'block',
  });
  try {
    const page = context.pages()[0]!;
    await recordUntilFull(page);
    await expectKept(page);
    await giveRoom(page);
    await named(page, 'Record').click();
    await expect(page.locator('.stage-bar .time')).toContainText(/0:0[2-9]|0:[1-5]\d/, {
      timeout: 30_000,
    });
    await named(page, 'Stop recording').click();
    await expect(clipsDialog(page)).toBeVisible();
    await save(page);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
});
