// The built page in a subfolder of a host that sends no headers, like GitHub Pages.
import { join } from 'node:path';
import { ROOT } from '../../scripts/lib/paths.ts';
import { servePlainly } from '../lib/plain-server.ts';
import { named, openDrawer, status } from './clip-steps.ts';
import { expect, test } from './open-page.ts';
import { CAMERA, expectPersonGone } from './person-gone.ts';

const LIVE = { timeout: 100_000 };

test('in a subfolder of a plain host, the page cloaks, installs and works offline', async ({
  openPage,
}) => {
  const host = await servePlainly(join(ROOT, 'dist'), '/some/folder/');
  try {
    const page = await openPage(CAMERA, { serviceWorkers: 'allow' });
    const [outside, missing]: string[][] = [[], []];
    page.on('request', (request) => {
      const url = request.url();
      if (url.startsWith('http') && !url.startsWith(host.url)) outside!.push(url);
    });
    page.on('response', (response) => {
      if (response.status() >= 400) missing!.push(response.url());
    });
    await page.goto(`${host.url}?source=demo&tier=wasm`);
    await expect(status(page)).toHaveText('The cloak is on.', LIVE);
    await expect(page.getByRole('link', { name: /Intel IoT DevKit/ })).toBeVisible();
    // The line about the tier says what such a host lacks.
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await openDrawer(page);
    await page.locator('details summary', { hasText: 'frames per second' }).click();
    await expect(page.getByText('It runs on one thread, which is slower')).toBeVisible();

    const session = await page.context().newCDPSession(page);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(['in-incognito']);
    const { manifest } = await session.send('Page.getAppManifest');
    expect(manifest).toMatchObject({ startUrl: host.url, scope: host.url });
    const scope = () => navigator.serviceWorker.ready.then((worker) => worker.scope);
    expect(await page.evaluate(scope)).toBe(host.url);
    expect(outside).toEqual([]);
    expect(missing).toEqual([]);

    await page.context().setOffline(true);
    host.close();
    await page.goto(`${host.url}?source=camera&tier=wasm`);
    await expect(status(page)).toHaveText('The cloak is on.', LIVE);
    await page.waitForTimeout(1000);
    await expectPersonGone(page);
    await expect(named(page, 'Record')).toBeEnabled();
  } finally {
    host.close();
  }
});
