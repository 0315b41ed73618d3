// End to end on real footage: a fake webcam plays a real clip, and the person is gone.
import { expect, test } from './open-page.ts';
import { CAMERA, expectPersonGone } from './person-gone.ts';

test('the person in front of the camera is gone, and the room is untouched', async ({
  openPage,
}) => {
  const page = await openPage(CAMERA);
  await page.goto('/');
  await page.getByRole('button', { name: 'Start camera' }).click();
  await expect(page.getByRole('status')).toHaveText('The cloak is on.', { timeout: 100_000 });
  await page.waitForTimeout(1500);
  await expectPersonGone(page);
});
