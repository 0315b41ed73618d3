// `npx tsx scripts/measure-photos.ts [--out DIR] [--flags "..."] [PHOTO ..]`: cloaks photos in a real browser, and
// prints the time for each and the browser's peak memory. Without photos: the fixtures' clip, enlarged to 1, 4 and 12
// megapixels. With --out, writes the cloaked ones to DIR as PNG.
import { copyFileSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { convert, ensureFfmpeg } from './lib/ffmpeg.ts';
import { ROOT } from './lib/paths.ts';
import { failWith } from './lib/run.ts';
import { memoryOf, servePage, type ServedPage } from './lib/served-page.ts';

/** Width x height, px. */
const MADE = ['1344x756', '2688x1512', '4608x2592'];
const SAMPLE = 250; // ms

async function measure(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { out: { type: 'string' }, flags: { type: 'string' }, address: { type: 'string' } },
  });
  const photos = positionals.length > 0 ? positionals.map((each) => resolve(each)) : makePhotos();
  if (values.out) mkdirSync(values.out, { recursive: true });
  const served = await servePage(values.flags?.split(' ') ?? []);
  try {
    const page = await served.open(values.address ?? '/');
    await page
      .getByText(/The cloak is|demo plays/)
      .first()
      .waitFor({ timeout: 100_000 });
    const stop = page.getByRole('button', { name: 'Stop', exact: true });
    if (await stop.isVisible()) await stop.click();
    const dialog = page.getByRole('dialog', { name: 'Photos' });
    for (const photo of photos) {
      const before = total(await memoryOf(served.browser));
      const peak = watchMemory(served);
      const start = performance.now();
      await page.locator('input[accept^="video/*"]').setInputFiles(photo);
      await dialog
        .getByRole('button', { name: /^(Save|Try again)$/ })
        .or(dialog.getByText('Nobody was found'))
        .first()
        .waitFor({ timeout: 400_000 });
      const seconds = (performance.now() - start) / 1000;
      const most = await peak();
      const said = await dialog.getByRole('status').textContent();
      const size = await dialog
        .locator('.name span')
        .textContent({ timeout: 500 })
        .catch(() => '');
      console.log(
        `${basename(photo)}: ${size} ${seconds.toFixed(1)} s, ${Math.round(most - before)} MB more at most (${Math.round(most)}). ${said}`,
      );
      if (values.out && size) {
        await dialog.getByRole('radio', { name: 'PNG' }).check();
        const coming = page.waitForEvent('download');
        await dialog.getByRole('button', { name: 'Save', exact: true }).click();
        copyFileSync(
          await (await coming).path(),
          join(values.out, `${basename(photo).replace(/\.\w+$/, '')}.png`),
        );
      }
      await dialog.getByRole('button', { name: /^Remove/ }).click();
      await dialog.getByRole('button', { name: 'Close' }).click();
    }
  } finally {
    await served.close();
  }
}

/** @returns a function that ends it and gives the peak memory of all the browser's processes, MB */
function watchMemory({ browser }: ServedPage): () => Promise<number> {
  let most = 0;
  let isOn = true;
  const watching = (async () => {
    while (isOn) {
      most = Math.max(most, total(await memoryOf(browser)));
      await new Promise((next) => setTimeout(next, SAMPLE));
    }
  })();
  return async () => {
    isOn = false;
    await watching;
    return most;
  };
}

function total(held: Record<string, number>): number {
  return Object.values(held).reduce((a, b) => a + b, 0);
}

function makePhotos(): string[] {
  ensureFfmpeg();
  const folder = mkdtempSync(join(tmpdir(), 'vanish-photos-'));
  const clip = join(ROOT, 'tests', 'fixtures', 'obo.mjpeg');
  return MADE.map((size) => {
    const filters = `scale=${size.replace('x', ':')}:flags=lanczos,noise=alls=6:allf=u`;
    const taken = { from: 1, frames: 1, filters, quality: 2 };
    return convert(clip, join(folder, `${size}.jpg`), taken);
  });
}

measure().catch(failWith);
