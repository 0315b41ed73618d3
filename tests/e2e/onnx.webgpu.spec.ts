// Networks in ONNX Runtime on WebGPU, on a software adapter: they answer as on the CPU, or the CPU takes over.
import { expect, test, type Page } from '@playwright/test';
import { echoOfHalves, lamaLike, miganLike } from '../lib/made-onnx.ts';
import type { Tier } from '../../src/tier.ts';
import { PERSON, ROOM } from '../lib/made-variants.ts';
import { mix, onnxVariant } from '../lib/onnx-variant.ts';
import { serveVariants } from '../lib/tiny-variant.ts';
import { crashGpu } from './losses.ts';

async function compare(page: Page, name: string, model: Buffer, isLost = false) {
  await page.goto('/tests/pages/onnx.html');
  const request = { name, model: [...model], isLost };
  const report = await page.evaluate((what) => window.compareOnnx(what), request);
  test.info().annotations.push({ type: 'figures', description: JSON.stringify(report) });
  return report;
}

for (const [name, make] of [
  ['LaMa', lamaLike],
  ['MI-GAN', miganLike],
] as const) {
  test(`a network like ${name} gives the same on WebGPU as on the CPU`, async ({ page }) => {
    const { place, difference, notices } = await compare(page, `${name}.onnx`, make());
    expect(notices).toEqual([]);
    expect(place).toBe('webgpu');
    expect(difference).toBeLessThan(1e-4);
  });
}

test('halves need a GPU that has them: without, the CPU takes over and says why', async ({
  page,
}) => {
  const { place, difference, notices } = await compare(page, 'halves.onnx', echoOfHalves());
  expect(place).toBe('wasm');
  expect(difference).toBe(0);
  expect(notices).toHaveLength(1);
  expect(notices[0]).toContain('"mine" runs on the CPU, because WebGPU failed: ');
  expect(notices[0]).toContain('requires f16');
});

test('a host without the build for WebGPU is no obstacle: the CPU takes over', async ({ page }) => {
  await page.route(/asyncify\.wasm/, (route) => route.fulfill({ status: 404 }));
  const { place, difference, notices } = await compare(page, 'LaMa.onnx', lamaLike());
  expect(place).toBe('wasm');
  expect(difference).toBe(0);
  expect(notices).toEqual([expect.stringContaining('because WebGPU failed: ')]);
});

test('a device that is lost in use is noticed, and the CPU takes over', async ({ page }) => {
  await page.exposeFunction('loseDevice', () => crashGpu(page));
  const { place, difference, notices } = await compare(page, 'LaMa.onnx', lamaLike(), true);
  expect(place).toBe('wasm');
  expect(difference).toBe(0);
  expect(notices).toHaveLength(1);
  expect(notices[0]).toContain('"mine" runs on the CPU, because WebGPU failed: ');
  expect(notices[0]).toContain('The graphics device was lost');
});

test('frames are filled by ONNX Runtime on WebGPU, in the tier of that name alone', async ({
  page,
}) => {
  const variant = onnxVariant(mix('mix', 40, 40));
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  const loaded = () => fetched.filter((path) => path.endsWith('.wasm') && path.includes('onnx'));
  await serveVariants(page, [variant]);
  await page.goto('/tests/pages/variants.html');
  const cloak = (tier: Tier) =>
    page.evaluate((request) => window.cloakFrame(request), {
      tier,
      variant: variant.card.id,
      refiner: 'none',
      view: 'cloaked' as const,
      picture: ROOM,
      mask: PERSON,
    });

  const onCpu = await cloak('wasm');
  expect(onCpu.place).toBe('wasm');
  expect(loaded()).toEqual([expect.stringMatching(/threaded\.wasm$/)]);
  const onGpu = await cloak('webgpu');
  expect(onGpu.notice).toBeUndefined();
  expect(onGpu.place).toBe('webgpu');
  expect(loaded().slice(1)).toEqual([expect.stringMatching(/asyncify\.wasm$/)]);
  const off = onCpu.output.map((value, i) => Math.abs(value - onGpu.output[i]!));
  expect(off.reduce((most, value) => Math.max(most, value))).toBeLessThan(4); // of 255, both passes' rounding
});
