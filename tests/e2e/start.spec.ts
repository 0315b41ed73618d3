// How the page starts: the picture is cloaked before the generator has loaded, and nothing is fetched twice.
import { openDrawer, status } from './clip-steps.ts';
import { expect, test } from './open-page.ts';
import { CAMERA, expectPersonGone } from './person-gone.ts';

const LIVE = { timeout: 60_000 };
const WEIGHTS = '**/models/guided-lite/weights.bin';

test('the first pictures are cloaked before the generator has loaded, which then takes over', async ({
  openPage,
}) => {
  const page = await openPage(CAMERA);
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(WEIGHTS, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto('/?source=camera&tier=wasm');
  await expect(status(page)).toHaveText('The cloak is on.', LIVE);
  await page.waitForTimeout(1000);
  await expectPersonGone(page);
  const line = page.locator('summary');
  await expect(line).not.toContainText('refiner');

  release();
  await expect(line).toContainText('guided-lite + refiner', LIVE);
  await page.waitForTimeout(1500);
  await expectPersonGone(page);
  await openDrawer(page);
  await line.click();
  await expect(page.locator('.why')).toContainText('per run of the generator');
});

test('a generator that fails to load ends the cloak, and nothing is shown any more', async ({
  openPage,
}) => {
  const page = await openPage(CAMERA);
  await page.route(WEIGHTS, (route) => route.fulfill({ status: 404 }));
  await page.goto('/?source=camera&tier=wasm');
  await expect(status(page)).toContainText(
    'weights.bin of "guided-lite" could not be loaded',
    LIVE,
  );
  await expect(page.locator('canvas')).not.toHaveClass(/hasPicture/);
  await page.waitForTimeout(1000);
  await expect(page.locator('canvas')).not.toHaveClass(/hasPicture/);
});

test('the page and the service worker fetch every file only once', async ({ openPage }) => {
  const page = await openPage([], { serviceWorkers: 'allow' });
  const fetched = new Map<string, number>();
  page.context().on('requestfinished', async (request) => {
    const sizes = await request.sizes().catch(() => undefined);
    const { pathname } = new URL(request.url());
    if (!/^\/(assets|vendor)\//.test(pathname) || !sizes || sizes.responseBodySize < 1000) return;
    fetched.set(pathname, (fetched.get(pathname) ?? 0) + 1);
  });
  await page.goto('/?source=demo&tier=wasm');
  await expect(status(page)).toHaveText('The cloak is on.', LIVE);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await page.waitForTimeout(1000);
  expect([...fetched.keys()].join()).toContain('litert_wasm_internal.wasm');
  expect([...fetched].filter(([, times]) => times > 1)).toEqual([]);
});
