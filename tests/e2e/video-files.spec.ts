// Files that the user opens: a video plays. Anything else is identified, and does not disturb the current source.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { ROOT } from '../../scripts/lib/paths.ts';

const VIDEO = {
  name: 'holiday.mp4',
  mimeType: 'video/mp4',
  buffer: readFileSync(join(ROOT, 'public/demo/demo.mp4')),
};

async function open(page: Page, file: typeof VIDEO) {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a file' }).click();
  await (await choosing).setFiles(file);
}

/** The demo as a broadcast stream, which no <video> plays. Its MIME type is that of source code, as on Linux. */
function makeStream(): typeof VIDEO {
  const args = ['-i', join(ROOT, 'public/demo/demo.mp4'), '-t', '2', '-c', 'copy', '-f', 'mpegts'];
  const { stdout } = spawnSync('ffmpeg', ['-v', 'error', ...args, '-'], { maxBuffer: 2 ** 28 });
  return { name: 'cam.ts', mimeType: 'text/vnd.trolltech.linguist', buffer: stdout };
}

/** Drops files with these names on the page. */
async function drop(page: Page, files: Record<string, string>) {
  const dropped = await page.evaluateHandle((all) => {
    const transfer = new DataTransfer();
    for (const [name, type] of Object.entries(all)) {
      transfer.items.add(new File([], name, { type }));
    }
    return transfer;
  }, files);
  await page.dispatchEvent('body', 'drop', { dataTransfer: dropped });
}

test.beforeEach(async ({ page }) => {
  await page.goto('/?source=demo');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
});

test('a file that is not a video is identified, and the demo continues', async ({ page }) => {
  for (const [name, mimeType, content, sentence] of [
    ['nothing.mp4', 'video/mp4', '', '“nothing.mp4” is empty.'],
    ['letter.txt', 'text/plain', 'Dear all,', '“letter.txt” is not a video.'],
    ['broken.mp4', 'video/mp4', 'no video', 'This browser cannot decode “broken.mp4”.'],
  ] as const) {
    await open(page, { name, mimeType, buffer: Buffer.from(content) });
    await expect(page.getByRole('status').first()).toContainText(
      `${sentence} Vanish continues with the demo.`,
    );
  }
});

test('the page offers to cloak a whole film that cannot play live', async ({ page }) => {
  const decodes = await page.evaluate(async () => {
    const { supported } = await VideoDecoder.isConfigSupported({ codec: 'avc1.64001f' });
    return supported;
  });
  await open(page, makeStream());
  const status = page.getByRole('status').first();
  if (!decodes) {
    await expect(status).toContainText('This browser cannot decode “cam.ts”.');
    return;
  }
  await expect(status).toHaveText(
    'This browser cannot play “cam.ts” live. Vanish continues with the demo. ' +
      'It can be cloaked as a whole film, frame by frame.',
  );
  await page.getByRole('button', { name: 'Cloak the whole film' }).click();
  await expect(page.getByRole('dialog').getByText('cam.ts')).toBeVisible();
  await expect(page.getByText('frames (')).toBeVisible();
});

test('a video replaces the demo', async ({ page }) => {
  await open(page, VIDEO);
  await page.getByRole('switch', { name: 'Cloak' }).click();
  await expect(page.getByRole('status')).toHaveText(
    'The cloak is off: “holiday.mp4” is shown as it is.',
    { timeout: 60_000 }, // the engine may still be loading
  );
});

test('files dropped on the page are identified', async ({ page }) => {
  const status = page.getByRole('status').first();
  await drop(page, { 'nothing.mp4': 'video/mp4' });
  await expect(status).toContainText('“nothing.mp4” is empty.');
  await drop(page, { 'a.mp4': 'video/mp4', 'b.mp4': 'video/mp4' });
  await expect(status).toHaveText(
    '2 videos were dropped. “a.mp4” was opened. Drop the others one at a time.',
  );
  await drop(page, { 'a.jpg': 'image/jpeg', 'b.jpg': 'image/jpeg' });
  const photos = page.getByRole('dialog', { name: 'Photos' });
  await expect(photos.getByRole('listitem')).toHaveCount(2);
});
