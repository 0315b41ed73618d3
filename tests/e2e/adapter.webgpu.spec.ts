// Makes sure that the browser of the software-webgpu project has WebGPU: without it, its other tests mean nothing.
import { expect, test } from '@playwright/test';

test('there is a WebGPU device', async ({ page }) => {
  await page.goto('/');
  const limit = await page.evaluate(async () => {
    const adapter = await navigator.gpu.requestAdapter();
    const device = await adapter?.requestDevice();
    return device?.limits.maxTextureDimension2D;
  });
  expect(limit).toBeGreaterThanOrEqual(4096);
});
