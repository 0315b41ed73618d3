// Cloaks photos in a real browser, and examines what was saved.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { makePhoto, PLACE } from '../lib/made-photo.ts';
import { named, readyPage } from './clip-steps.ts';
import { expect, test } from './open-page.ts';

/** As base64, which the page decodes: its policy forbids fetching data URLs. */
const contentOf = (path: string) => readFileSync(path).toString('base64');

/** How the saved picture differs from the photo, and from the empty room. */
function compare(files: string[]) {
  const PERSON = 40; // grey levels from the clean plate: certainly the person
  const FAR = 64; // px around every pixel that is certainly the person's
  const read = async (content: string) => {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes])); // rotated as EXIF says
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, width, height);
  };
  return Promise.all(files.map(read)).then(([photo, saved, clean]) => {
    const { width, height } = photo!;
    const apart = (a: ImageData, b: ImageData, i: number) =>
      Math.max(...[0, 1, 2].map((c) => Math.abs(a.data[4 * i + c]! - b.data[4 * i + c]!)));
    const isNear = new Uint8Array(width * height);
    let person = 0;
    let gone = 0;
    for (let i = 0; i < width * height; i++) {
      if (apart(photo!, clean!, i) <= PERSON) continue;
      person++;
      if (apart(saved!, clean!, i) < apart(photo!, clean!, i)) gone++;
      const [x, y] = [i % width, Math.floor(i / width)];
      for (let v = Math.max(0, y - FAR); v <= Math.min(height - 1, y + FAR); v++) {
        isNear.fill(1, v * width + Math.max(0, x - FAR), v * width + Math.min(width, x + FAR));
      }
    }
    let far = 0;
    let changed = 0;
    for (let i = 0; i < width * height; i++) {
      if (isNear[i]) continue;
      far++;
      if (apart(photo!, saved!, i) > 0) changed++;
    }
    return {
      size: [saved!.width, saved!.height],
      person,
      goneShare: gone / person,
      far,
      changed,
    };
  });
}

function photosDialog(page: Page) {
  return page.getByRole('dialog', { name: 'Photos' });
}

async function saveAs(page: Page, kind: string): Promise<string> {
  await photosDialog(page).getByRole('radio', { name: kind }).check();
  const coming = page.waitForEvent('download');
  await named(page, 'Save').click();
  return (await coming).path();
}

test('a saved photo is upright, without the person and its location, and otherwise unchanged', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const photo = makePhoto('holiday.jpg');
  expect(readFileSync(photo).includes(PLACE)).toBe(true);
  const broken = join(dirname(photo), 'broken.jpg');
  writeFileSync(broken, readFileSync(photo).subarray(0, 300));
  await readyPage(page);
  await page.locator('input[accept^="video/*"]').setInputFiles([broken, photo]);
  const dialog = photosDialog(page);
  await expect(dialog.getByRole('button', { name: /holiday\.jpg done/ })).toBeVisible({
    timeout: 150_000,
  });
  await expect(dialog.getByRole('button', { name: /broken\.jpg not cloaked/ })).toBeVisible();
  await expect(dialog.getByText('“broken.jpg” is broken')).toBeVisible();
  await expect(named(page, 'Save')).toBeHidden(); // of the broken one
  await dialog.getByRole('button', { name: /holiday\.jpg done/ }).click();
  await expect(dialog.getByText('640 x 360 pixels')).toBeVisible();

  const png = await saveAs(page, 'PNG');
  const report = await page.evaluate(
    compare,
    [photo, png, 'tests/fixtures/obo-clean.jpg'].map(contentOf),
  );
  expect(report.size).toEqual([640, 360]);
  expect(report.person).toBeGreaterThan(3000); // px; otherwise the test checks nothing
  expect(report.goneShare).toBeGreaterThan(0.9);
  expect(report.far).toBeGreaterThan(50_000);
  expect(report.changed).toBe(0);

  const jpeg = readFileSync(await saveAs(page, 'JPEG'));
  expect(jpeg.readUInt16BE(0)).toBe(0xffd8);
  for (const file of [jpeg, readFileSync(png)]) {
    expect(file.includes(PLACE)).toBe(false);
    expect(file.includes('Exif')).toBe(false);
  }

  const slider = dialog.getByRole('slider', { name: 'Line between before and after' });
  await slider.press('Home');
  await expect(slider).toHaveAttribute('aria-valuenow', '0');
});
