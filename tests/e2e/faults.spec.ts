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

/** Appends code to the first engine's worker. Its replacements stay intact. */
async function spoilEngine(page: Page, code: string) {
  let isSpoilt = false;
  await page.route('**/assets/engine-worker-*.js', async (route) => {
    if (isSpoilt) return route.continue();
    isSpoilt = true;
    const response = await route.fetch();
    return route.fulfill({ response, body: `${await response.text()}\n${code}` });
  });
}

/**
 * Breaks the first worker of a kind that the first engine starts, 4 s after the start. A test cannot change the script
 * of a nested worker.
 */
async function spoilWorker(page: Page, kind: 'network-worker' | 'segmenter-worker', act: string) {
  await spoilEngine(
    page,
    `{
      const Whole = self.Worker;
      let isSpoilt = false;
      self.Worker = class extends Whole {
        constructor(url, options) {
          super(url, options);
          if (isSpoilt || !String(url).includes('${kind}')) return;
          isSpoilt = true;
          setTimeout(() => { ${act}; console.log('spoilt'); }, 4000);
        }
      };
    }`,
  );
  return page.waitForEvent('console', (message) => message.text() === 'spoilt');
}

test('a recording continues after the GPU process dies', async ({ openPage }) => {
  const page = await openPage(CAMERA);
  await readyPage(page, '/?source=camera&tier=wasm');
  await expect(status(page)).toHaveText(ON, LIVE);
  await named(page, 'Record').click();
  await page.waitForTimeout(1500);
  await crashGpu(page);
  await expectCoveredAndOnAgain(page, /is restarting/);
  // The recording continues with the other engine's pictures.
  await page.waitForTimeout(1500);
  await named(page, 'Stop recording').click();
  await expect(clipsDialog(page)).toBeVisible();
  const { path } = await save(page);
  const { times } = readVideoFile(path);
  const gap = Math.max(...times.slice(1).map((at, i) => at - times[i]!));
  expect(times.at(-1)! - gap).toBeGreaterThan(1.5); // both before and after the gap
  await expectPersonGone(page, pictureAt(path, times.at(-1)!), ENCODED);
});

test('another engine takes over when the engine hangs', async ({ openPage }) => {
  const page = await openPage(CAMERA);
  await spoilEngine(page, 'setTimeout(() => { for (;;); }, 6000);');
  await page.goto('/?source=camera&tier=wasm');
  await expectCoveredAndOnAgain(page, /stopped responding/);
});

test('another engine and segmenter take over when the segmenter hangs', async ({ openPage }) => {
  const page = await openPage(CAMERA);
  const spoilt = spoilWorker(page, 'segmenter-worker', 'this.postMessage = () => {}');
  await page.goto('/?source=camera&tier=wasm');
  await expect(status(page)).toHaveText(ON, LIVE);
  await spoilt;
  await expectCoveredAndOnAgain(page, /never finished|could no longer be cloaked/);
});

test('the generator’s worker is replaced when it dies', async ({ openPage }) => {
  const page = await openPage(CAMERA);
  const spoilt = spoilWorker(page, 'network-worker', 'this.terminate()');
  await page.goto('/?source=camera&tier=wasm');
  await expect(status(page)).toHaveText(ON, LIVE);
  await spoilt;
  // Without the plate, every frame needs the generator.
  await inDrawer(page, () => page.getByRole('switch', { name: 'Remember the room' }).click());
  await page.waitForTimeout(6000);
  await expect(status(page)).toHaveText(ON);
  await expectPersonGone(page);
  await expect(page.locator('summary')).toContainText(/guided-lite .*[1-9].* frames per second/);
});

test('the cloak survives a stray error in the engine', async ({ openPage }) => {
  const page = await openPage(CAMERA);
  await spoilEngine(page, 'setTimeout(() => { throw new Error("stray"); }, 4000);');
  const strayed = page.waitForEvent('pageerror', (error) => /stray/.test(error.message));
  await page.goto('/?source=camera&tier=wasm');
  await expect(status(page)).toHaveText(ON, LIVE);
  await strayed;
  await page.waitForTimeout(2000);
  await expect(status(page)).toHaveText(ON);
  await expectPersonGone(page);
});
