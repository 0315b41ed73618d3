// The lock of the camera's exposure, focus and white balance.
import { openDrawer } from './clip-steps.ts';
import { expect, test } from './open-page.ts';
import { CAMERA, LOCKABLE_CAMERA } from './person-gone.ts';

test('the camera can be locked, and is unlocked before it is switched off', async ({
  openPage,
}) => {
  const page = await openPage(LOCKABLE_CAMERA);
  await page.addInitScript(() => {
    const { applyConstraints } = MediaStreamTrack.prototype;
    MediaStreamTrack.prototype.applyConstraints = function (constraints) {
      applied.push(`${constraints?.advanced?.[0]?.exposureMode}, ${this.readyState}`);
      return applyConstraints.call(this, constraints);
    };
    const applied: string[] = [];
    Object.assign(window, { applied });
  });
  await page.goto('/');
  const lock = page.getByRole('button', { name: 'Lock the camera' });
  await expect(lock).toBeHidden();
  await page.getByRole('button', { name: 'Start camera' }).click();
  await openDrawer(page);
  await lock.click();
  await expect(lock).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(lock).toBeHidden();
  const applied = await page.evaluate(() => (window as unknown as { applied: string[] }).applied);
  expect(applied).toEqual(['manual, live', 'continuous, live']);
});

test('a camera with nothing to lock has no lock button', async ({ openPage }) => {
  const page = await openPage(CAMERA);
  await page.goto('/');
  await page.getByRole('button', { name: 'Start camera' }).click();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  await openDrawer(page);
  await expect(page.getByRole('button', { name: 'Lock the camera' })).toBeHidden();
});
