// The WebGPU device is lost, alone or with the GPU process. It runs in software, with a variant that is fast there.
import type { Page } from '@playwright/test';
import { SOFTWARE_WEBGPU_FLAGS } from '../../scripts/lib/browser.ts';
import { GUIDED_SMOOTH } from '../lib/made-variants.ts';
import { serveVariants, tinyVariant } from '../lib/tiny-variant.ts';
import { status } from './clip-steps.ts';
import { crashGpu, expectCoveredAndOnAgain, expectRecovered, watchPage } from './losses.ts';
import { expect, test } from './open-page.ts';
import { CAMERA } from './person-gone.ts';

const LIVE = { timeout: 100_000 };

/** Lets the page's worker destroy its first device on command. */
async function holdDevice(page: Page): Promise<() => Promise<void>> {
  const code = `{
    const request = GPUAdapter.prototype.requestDevice;
    GPUAdapter.prototype.requestDevice = async function (...asked) {
      const device = await request.apply(this, asked);
      self.heldDevice ??= device;
      return device;
    };
  }`;
  await page.route('**/assets/engine-worker-*.js', async (route) => {
    const response = await route.fetch();
    return route.fulfill({ response, body: `${await response.text()}\n${code}` });
  });
  return async () => {
    for (const worker of page.workers()) {
      await worker.evaluate(() => (self as { heldDevice?: GPUDevice }).heldDevice?.destroy());
    }
  };
}

async function cloaked(page: Page): Promise<void> {
  await serveVariants(page, [tinyVariant(GUIDED_SMOOTH)]);
  await page.goto('/?source=camera&tier=webgpu');
  await expect(status(page)).toHaveText('The cloak is on.', LIVE);
  await page.waitForTimeout(5000);
}

test('webgpu: the engine recovers from a lost device', async ({ openPage }) => {
  const page = await openPage([...SOFTWARE_WEBGPU_FLAGS, ...CAMERA]);
  const destroy = await holdDevice(page);
  await cloaked(page);
  const noted = await watchPage(page);
  await destroy();
  await expectRecovered(page, noted);
});

test('webgpu: the engine recovers from a crash of the GPU process', async ({ openPage }) => {
  const page = await openPage([...SOFTWARE_WEBGPU_FLAGS, ...CAMERA]);
  await cloaked(page);
  await crashGpu(page);
  await expectCoveredAndOnAgain(page, /is restarting/);
});
