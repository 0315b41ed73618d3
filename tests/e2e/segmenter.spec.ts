// The segmenter's network runs in LiteRT, or in MediaPipe if LiteRT does not start.
import { expect, test } from '@playwright/test';
import { MEDIAPIPE_FOLDER } from '../../src/vendor-folders.ts';

test('both of the segmenter’s runtimes give the same masks', async ({ page }) => {
  await page.goto('/tests/pages/segmenters.html');
  const report = await page.evaluate(() =>
    window.measureSegmenter({
      model: 'selfie_segmentation',
      clip: '/demo/demo.mp4',
      runtime: 'litert',
      against: 'mediapipe',
    }),
  );
  expect(report.coverage).toBeGreaterThan(0.02);
  expect(report.apart).toBeLessThan(0.003);
});

test('if LiteRT does not start, MediaPipe finds people', async ({ page }) => {
  const requested: string[] = [];
  page.on('request', (request) => requested.push(new URL(request.url()).pathname));
  await page.route('**/vendor/litert*/**', (route) => route.abort());
  await page.goto('/?source=demo');
  await expect(page.getByRole('status')).toHaveText('The cloak is on.', { timeout: 100_000 });
  expect(requested).toContain(`/${MEDIAPIPE_FOLDER}vision_wasm_module_internal.wasm`);
});

test(
  'if LiteRT’s file never arrives, MediaPipe finds people',
  { tag: '@nightly' },
  async ({ page }) => {
    test.setTimeout(200_000);
    await page.route('**/vendor/litert*/*.wasm', () => {}); // without an answer
    await page.goto('/?source=demo');
    await expect(page.getByRole('status')).toHaveText('The cloak is on.', { timeout: 120_000 });
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  },
);
