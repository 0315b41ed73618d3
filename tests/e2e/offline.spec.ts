// The page offline, after one visit, and updates to a new version.
import type { BrowserContext, Page } from '@playwright/test';
import { readFileSync, writeFileSync } from 'node:fs';
import { clipsDialog, named, openDrawer, readyPage, status } from './clip-steps.ts';
import { expect, test } from './open-page.ts';
import { CAMERA, expectPersonGone } from './person-gone.ts';

const LIVE = { timeout: 100_000 };

async function openAgain(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto('/?source=camera&tier=wasm');
  return page;
}

async function workerIsReady(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
}

test('the page can be installed, and cloaks offline', async ({ openPage }) => {
  const page = await openPage(CAMERA, { serviceWorkers: 'allow' });
  // The files that load last are cached too, but the cloak does not wait for them.
  const last = ['weights.bin', 'golden-output.bin'].map((file) =>
    page.waitForResponse(`**/models/body-finder/${file}`, LIVE),
  );
  await page.goto('/?source=camera&tier=wasm');
  await expect(status(page)).toHaveText('The cloak is on.', LIVE);
  await workerIsReady(page);
  for (const response of await Promise.all(last)) await response.finished();
  await page.waitForTimeout(2000);
  const session = await page.context().newCDPSession(page);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // Tests run in a private window, where the browser never offers to install.
  expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(['in-incognito']);

  await page.context().setOffline(true);
  const offline = await openAgain(page.context());
  await page.close();
  await expect(status(offline)).toHaveText('The cloak is on.', LIVE);
  expect(await offline.evaluate(() => crossOriginIsolated)).toBe(true);
  await offline.waitForTimeout(1000);
  await expectPersonGone(offline);
  await openDrawer(offline);
  await named(offline, 'Variants').click();
  await named(offline, 'Use Guided').click();
  await expect(offline.getByRole('dialog', { name: 'Variants' }).getByRole('alert')).toContainText(
    'could not be loaded: there is no connection.',
    { timeout: 30_000 },
  );
  await named(offline, 'Close').click();
  await expect(status(offline)).toHaveText('The cloak is on.');
  await named(offline, 'Play the demo').click();
  await expect(offline.getByRole('link', { name: /Intel IoT DevKit/ })).toBeVisible();
  await expect(status(offline)).toHaveText('The cloak is on.');
  await offline.goto('/?lang=de');
  await expect(named(offline, 'Kamera starten')).toBeVisible();
});

test('a new version loads when the user asks for it, and never while a tab records', async ({
  openPage,
}) => {
  const recorder = await openPage([], { serviceWorkers: 'allow' });
  await recorder.goto('/');
  await workerIsReady(recorder);
  await readyPage(recorder, '/?source=demo&tier=wasm');
  const page = await recorder.context().newPage();
  await page.goto('/?source=demo&tier=wasm');
  const newer = (tab: Page) => tab.getByText('A new version of Vanish is ready.');
  await expect(newer(page)).toBeHidden();
  const worker = 'dist/sw.js';
  const before = readFileSync(worker, 'utf8');
  try {
    writeFileSync(worker, `${before}\n// newer\n`);
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await expect(newer(page)).toBeVisible({ timeout: 30_000 });
    await expect(newer(recorder)).toBeVisible();
    let reloaded = 0;
    recorder.on('load', () => reloaded++);

    await named(recorder, 'Record').click();
    await expect(recorder.getByRole('group', { name: 'Recording' })).toBeVisible();
    await named(page, 'Load it').click();
    await expect(page.getByText('Another tab is recording')).toBeVisible();
    await recorder.waitForTimeout(1500);
    await named(recorder, 'Stop recording').click();
    await expect(clipsDialog(recorder)).toBeVisible();

    await Promise.all([page.waitForEvent('load'), named(page, 'Load it').click()]);
    await expect(newer(page)).toBeHidden();
    // The other tab is not reloaded, since its film is playing. It is offered the new version instead.
    await recorder.waitForTimeout(1500);
    expect(reloaded).toBe(0);
    await named(recorder, 'Close').click();
    await Promise.all([recorder.waitForEvent('load'), named(recorder, 'Load it').click()]);
    await expect(newer(recorder)).toBeHidden();
  } finally {
    writeFileSync(worker, before);
  }
});
