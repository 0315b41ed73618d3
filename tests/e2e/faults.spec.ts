// Failures while the page is in use, in a real browser: the picture is covered, another part takes over, and the page
// says so. src/engine/*.test.ts covers the cases that need no browser.
import type { Page } from '@playwright/test';
import { pictureAt, readVideoFile } from '../lib/video-file.ts';
import { clipsDialog, inDrawer, named, readyPage, save, status } from './clip-steps.ts';
import { crashGpu, expectCoveredAndOnAgain } from './losses.ts';
import { expect, test } from './open-page.ts';
import { CAMERA, expectPersonGone } from './person-gone.ts';

const LIVE = { timeout: 60_000 };
const ON = 'The cloak is on.';
/** Mean change that H.264 may cause, grey levels. */
const ENCODED = 4;

/** Appends code to the first worker of a kind that is loaded. Its replacements are intact. */
async function spoilFirst(page: Page, kind: 'engine-worker' | 'network-worker', code: string) {
  let isSpoilt = false;
  await page.route(`**/assets/${kind}-*.js`, async (route) => {
    if (isSpoilt) return route.continue();
    isSpoilt = true;
    const response = await route.fetch();
    return route.fulfill({ response, body: `${await response.text()}\n${code}` });
  });
}

test('the GPU process dies while a clip is recorded', async ({ openPage }) => {
  const page = await openPage(CAMERA);
  await readyPage(page, '/?source=camera&tier=wasm');
  await expect(status(page)).toHaveText(ON, LIVE);
  await named(page, 'Record').click();
  await page.waitForTimeout(1500);
  await crashGpu(page);
  await expectCoveredAndOnAgain(page, /starts again/);
  // The recording continues with the other engine's pictures.
  await page.waitForTimeout(1500);
  await named(page, 'Stop recording').click();
  await expect(clipsDialog(page)).toBeVisible();
  const { path } = await save(page);
  const { times } = readVideoFile(path);
  const gap = Math.max(...times.slice(1).map((at, i) => at - times[i]!));
  expect(times.at(-1)! - gap).toBeGreaterThan(1.5); // before it and after it
  await expectPersonGone(page, pictureAt(path, times.at(-1)!), ENCODED);
});

test('the engine hangs', async ({ openPage }) => {
  const page = await openPage(CAMERA);
  await spoilFirst(page, 'engine-worker', 'setTimeout(() => { for (;;); }, 6000);');
  await page.goto('/?source=camera&tier=wasm');
  await expectCoveredAndOnAgain(page, /stopped responding/);
});

test('the generator’s worker dies, and a stray error is thrown: the cloak goes on', async ({
  openPage,
}) => {
  const page = await openPage(CAMERA);
  await spoilFirst(page, 'network-worker', 'setTimeout(() => self.close(), 4000);');
  await spoilFirst(page, 'engine-worker', 'setTimeout(() => { throw new Error("stray"); }, 4000);');
  await page.goto('/?source=camera&tier=wasm');
  await expect(status(page)).toHaveText(ON, LIVE);
  await page.waitForTimeout(5000);
  // Without the plate, every picture needs the generator.
  await inDrawer(page, () => page.getByRole('switch', { name: 'Remember the room' }).click());
  await page.waitForTimeout(6000);
  await expect(status(page)).toHaveText(ON);
  await expectPersonGone(page);
  await expect(page.locator('summary')).toContainText(/guided-lite .*[1-9].* frames per second/);
});
