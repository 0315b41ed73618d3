// Files a person opens: a video plays, anything else is told apart and leaves the source in use alone.
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
  await page.getByRole('button', { name: 'Open a video' }).click();
  await (await choosing).setFiles(file);
}

test.beforeEach(async ({ page }) => {
  await page.goto('/?source=demo');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
});

for (const { what, file, sentence } of [
  {
    what: 'an empty file',
    file: { name: 'nothing.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(0) },
    sentence: '“nothing.mp4” is empty.',
  },
  {
    what: 'a text',
    file: { name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('Dear all,') },
    sentence: '“letter.txt” is not a video.',
  },
  {
    what: 'a video that cannot be decoded',
    file: { name: 'broken.mp4', mimeType: 'video/mp4', buffer: Buffer.from('no video in here') },
    sentence: 'This browser cannot decode “broken.mp4”.',
  },
]) {
  test(`${what} is refused, and the demo goes on`, async ({ page }) => {
    await open(page, file);
    await expect(page.getByRole('status')).toContainText(
      `${sentence} Vanish goes on with the demo.`,
    );
  });
}

test('a video replaces the demo', async ({ page }) => {
  await open(page, VIDEO);
  await page.getByRole('switch', { name: 'Cloak' }).click();
  await expect(page.getByRole('status')).toHaveText(
    'The cloak is off: “holiday.mp4” is shown as it is.',
    { timeout: 60_000 }, // the engine may still be getting ready
  );
});

test('a file can be dropped on the page', async ({ page }) => {
  const dropped = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([], 'nothing.mp4', { type: 'video/mp4' }));
    return transfer;
  });
  await page.dispatchEvent('body', 'drop', { dataTransfer: dropped });
  await expect(page.getByRole('status')).toContainText('“nothing.mp4” is empty.');
});
