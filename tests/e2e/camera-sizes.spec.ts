// A camera whose mode differs from what the page requests: the browser crops and scales inside the VideoFrame.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fakeCameraFlags } from '../../scripts/lib/browser.ts';
import { convert } from '../../scripts/lib/ffmpeg.ts';
import { status } from './clip-steps.ts';
import { expect, test } from './open-page.ts';

test('a 1280x720 camera at the usual size looks the same as in a <video>', async ({
  openPage,
}, info) => {
  mkdirSync(info.outputDir, { recursive: true });
  const clip = convert('tests/fixtures/obo.mjpeg', join(info.outputDir, 'large.mjpeg'), {
    frames: 8,
    filters: 'scale=1280:720',
    quality: 3,
    more: ['-pix_fmt', 'yuvj420p'],
  });
  const page = await openPage(fakeCameraFlags(clip));
  await page.goto('/?source=camera&tier=wasm');
  await expect(status(page)).toHaveText('The cloak is on.', { timeout: 60_000 });
  await page.getByRole('switch', { name: 'Cloak' }).click();
  await expect(status(page)).toHaveText(/^The cloak is off/);
  const apart = await page.evaluate(async () => {
    const video = document.createElement('video');
    video.srcObject = await navigator.mediaDevices.getUserMedia({
      video: { width: 640, height: 480 },
    });
    await video.play();
    const read = (source: CanvasImageSource) => {
      const context = new OffscreenCanvas(160, 120).getContext('2d')!;
      context.drawImage(source, 0, 0, 160, 120);
      return context.getImageData(0, 0, 160, 120).data;
    };
    const [shown, wanted] = [read(document.querySelector('canvas')!), read(video)];
    return shown.map((value, at) => Math.abs(value - wanted[at]!)).toSorted();
  });
  const values = Object.values(apart);
  // Most of the room stays the same while the person moves. Grey levels.
  expect(values[Math.floor(0.75 * values.length)]).toBeLessThan(8);
});
