// The tiers without WebGPU.
import { expect, test } from '@playwright/test';
import { status } from './clip-steps.ts';
import { testTier } from './tier-checks.ts';

testTier('wasm');
testTier('webgl');

test('wasm: the cloak works without threads if they do not start', async ({ page }) => {
  const asked = { threaded: 0, single: 0 };
  await page.route('**/vendor/tfjs-*/tfjs-backend-wasm-threaded-simd.wasm', (route) => {
    asked.threaded++;
    // Every first request is the preload. The second, when threads are about to start, gets no answer.
    if (asked.threaded % 2 === 1) void route.continue();
  });
  await page.route('**/vendor/tfjs-*/tfjs-backend-wasm-simd.wasm', (route) => {
    asked.single++;
    return route.continue();
  });
  await page.goto('/?source=demo&tier=wasm');
  await expect(status(page)).toHaveText('The cloak is on.', { timeout: 60_000 });
  // The cloak starts before its generator has loaded.
  await expect.poll(() => asked.threaded, { timeout: 60_000 }).toBe(4);
  await expect.poll(() => asked.single).toBeGreaterThan(0); // the finder, which has one thread anyway, may have loaded by now
});
