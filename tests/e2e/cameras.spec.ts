// Several cameras: the choice is remembered until the next visit, and the list follows what is plugged in.
import { openDrawer, status } from './clip-steps.ts';
import { expect, test } from './open-page.ts';

/** The status while the picture is cloaked. The browser's fake cameras show something that moves. */
const SHOWN = /^The c(loak is on|amera moved)/;
const TWO = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=device-count=2'];

test('the chosen camera survives a reload, and the list follows unplugging and plugging in', async ({
  openPage,
}) => {
  const page = await openPage(TWO);
  await page.addInitScript(() => {
    const devices = navigator.mediaDevices;
    const enumerate = devices.enumerateDevices.bind(devices);
    let isGone = false;
    // As if one of two cameras were unplugged: it is no longer listed, and the browser fires its event.
    devices.enumerateDevices = async () =>
      (await enumerate()).filter(
        ({ kind, label }) => !(isGone && /_1/.test(label) && kind === 'videoinput'),
      );
    for (const what of ['unplug', 'plug']) {
      addEventListener(what, () => {
        isGone = what === 'unplug';
        devices.dispatchEvent(new Event('devicechange'));
      });
    }
  });
  await page.goto('/?source=camera');
  await expect(status(page)).toHaveText(SHOWN, { timeout: 100_000 });
  await openDrawer(page);
  const picker = page.getByRole('combobox', { name: 'Camera' });
  const chosen = picker.locator('option:checked');
  await expect(picker.locator('option')).toHaveCount(2);
  const [first, second] = await picker.locator('option').allTextContents();
  await expect(chosen).toHaveText(first!);
  await picker.selectOption({ label: second! });
  await expect(status(page)).toHaveText(SHOWN, { timeout: 30_000 });
  await page.waitForTimeout(1000);
  await expect(chosen).toHaveText(second!);

  await page.reload();
  await expect(status(page)).toHaveText(SHOWN, { timeout: 100_000 });
  await openDrawer(page);
  await expect(chosen).toHaveText(second!);

  await page.evaluate(() => dispatchEvent(new Event('unplug')));
  await expect(picker).toBeHidden(); // one camera leaves nothing to choose
  await page.evaluate(() => dispatchEvent(new Event('plug')));
  await expect(picker.locator('option')).toHaveCount(2);
});
