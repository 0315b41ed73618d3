// Camera problems in a real browser: the page says what went wrong, and offers the demo or
// plays it.
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { fakeCameraFlags } from '../../scripts/lib/browser.ts';
import { ROOT } from '../../scripts/lib/paths.ts';
import { openDrawer } from './clip-steps.ts';
import { expect, makeUnpluggable, test, unplug } from './open-page.ts';

const CAMERA_CLIP = join(ROOT, 'tests/fixtures/obo.mjpeg');
const WITH_CAMERA = fakeCameraFlags(CAMERA_CLIP);
const ASKS_NOBODY = '--use-fake-ui-for-media-stream';

function startCamera(page: Page) {
  return page.getByRole('button', { name: 'Start camera' }).click();
}

/** The demo is offered, and plays when the offer is accepted. */
async function expectDemoOnOffer(page: Page) {
  await expect(page.getByRole('status')).toContainText('play the demo');
  await page.getByRole('button', { name: 'Play the demo' }).click();
  // The clip may have to wait for the engine's downloads.
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible({ timeout: 20_000 });
}

test('access to the camera is denied', async ({ openPage }) => {
  // There is a camera, but nobody grants access to it.
  const page = await openPage(WITH_CAMERA.filter((flag) => flag !== ASKS_NOBODY));
  await page.context().grantPermissions([]);
  await page.goto('/');
  await startCamera(page);
  await expect(page.getByRole('status')).toContainText('The camera was refused. Nothing is shown.');
  await expectDemoOnOffer(page);
});

test('without a camera, the demo starts by itself', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('status')).toContainText(
    'No camera was found. The demo plays instead.',
  );
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
});

test('starting a missing camera leaves the demo running', async ({ page, context }) => {
  await context.grantPermissions(['camera']);
  await page.goto('/?source=demo');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  await startCamera(page);
  await expect(page.getByRole('status')).toContainText(
    'No camera was found. Vanish continues with the demo.',
  );
});

test('another program uses the camera', async ({ openPage }) => {
  const page = await openPage(WITH_CAMERA);
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException('Could not start video source', 'NotReadableError'));
  });
  await page.goto('/');
  await startCamera(page);
  await expect(page.getByRole('status')).toContainText('another program is probably using it');
  await expectDemoOnOffer(page);
});

test('an insecure page cannot use the camera', async ({ openPage, baseURL }) => {
  const page = await openPage(WITH_CAMERA);
  // The same files under a hostname that is neither localhost nor HTTPS.
  await page.route('http://vanish.test/**', async (route) => {
    const url = route.request().url().replace('http://vanish.test', baseURL!);
    await route.fulfill({ response: await route.fetch({ url }) });
  });
  await page.goto('http://vanish.test/');
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  await startCamera(page);
  await expect(page.getByRole('status')).toContainText('was loaded over plain HTTP');
  await expectDemoOnOffer(page);
  // Pending downloads would otherwise fail the test when its end closes the network.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('the camera is unplugged', async ({ openPage }) => {
  const page = await openPage(WITH_CAMERA);
  await makeUnpluggable(page);
  await page.goto('/');
  await startCamera(page);
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  await unplug(page);
  await expect(page.getByRole('status')).toContainText('The camera was unplugged');
  await expectDemoOnOffer(page);
});

test('the permission to use the camera is withdrawn while the cloak runs, and granted again', async ({
  openPage,
}) => {
  const page = await openPage(WITH_CAMERA.filter((flag) => flag !== ASKS_NOBODY));
  const context = page.context();
  await context.grantPermissions(['camera']);
  await page.goto('/');
  await startCamera(page);
  await expect(page.getByRole('status')).toHaveText('The cloak is on.', { timeout: 60_000 });
  await context.clearPermissions();
  await expect(page.getByRole('status')).toContainText(
    'The permission to use the camera was withdrawn. Nothing is shown.',
  );
  await expect(page.locator('canvas')).not.toHaveClass(/hasPicture/);
  await startCamera(page);
  await expect(page.getByRole('status')).toContainText('The camera was refused.');
  await context.grantPermissions(['camera']);
  await startCamera(page);
  await expect(page.getByRole('status')).toHaveText('The cloak is on.', { timeout: 60_000 });
});

test('the camera cannot be locked', async ({ openPage }) => {
  // Chromium's own fake camera has modes to lock; one that plays a file has none.
  const page = await openPage(WITH_CAMERA.filter((flag) => !flag.includes(CAMERA_CLIP)));
  await page.addInitScript(() => {
    MediaStreamTrack.prototype.applyConstraints = () =>
      Promise.reject(new DOMException('Unsupported constraint', 'OverconstrainedError'));
  });
  await page.goto('/');
  await startCamera(page);
  const lock = page.getByRole('button', { name: 'Lock the camera' });
  await openDrawer(page);
  await lock.click();
  await expect(page.getByRole('status')).toContainText(
    'The camera could not be locked. It keeps adjusting itself.',
  );
  await expect(lock).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
});
