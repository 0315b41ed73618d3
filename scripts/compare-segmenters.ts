// `npx tsx scripts/compare-segmenters.ts CLIPS_DIR [PLATES_DIR]`: compares the square and the landscape model on every
// clip, in a real browser. If PLATES_DIR has obo_plateN.jpg for obo_N.mp4, it also compares with the truth.
import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import process from 'node:process';
import { serveBuiltPage } from './lib/built-page.ts';
import { openFileBrowser } from './lib/file-browser.ts';
import { failWith } from './lib/run.ts';

const MODELS = ['selfie_segmentation', 'selfie_segmentation_landscape'];

async function compare(): Promise<void> {
  const [clips, plates] = process.argv.slice(2).map((path) => resolve(path));
  if (!clips) throw new Error('Name the folder with the clips (*.mp4).');
  const server = await serveBuiltPage('segmenters', { hasTestPages: true });
  const browser = await openFileBrowser([]);
  try {
    const page = await browser.newPage();
    await page.route('**/clips/*', (route) =>
      route.fulfill({ path: join(clips, basename(route.request().url())) }),
    );
    await page.route('**/plates/*', (route) =>
      route.fulfill({ path: join(plates ?? '', basename(route.request().url())) }),
    );
    await page.goto(server.addressOf('tests/pages/segmenters.html'));
    console.log('clip\tmodel\tframes\tcoverage\tflicker\tms\tfound\tright');
    for (const file of readdirSync(clips).filter((name) => name.endsWith('.mp4'))) {
      const plate = file.replace(/^obo_(\d)\.mp4$/, 'obo_plate$1.jpg');
      const clean = plates && existsSync(join(plates, plate)) ? `/plates/${plate}` : undefined;
      for (const model of MODELS) {
        const report = await page.evaluate((asked) => window.measureSegmenter(asked), {
          model,
          clip: `/clips/${file}`,
          clean,
          runtime: 'mediapipe' as const, // takes models of all shapes
        });
        const { frames, coverage, flicker, milliseconds, found, right } = report;
        const numbers = [coverage, flicker, milliseconds, found, right];
        const cells = numbers.map((value) => value?.toFixed(3) ?? '-');
        console.log([file, model, frames, ...cells].join('\t'));
      }
    }
  } finally {
    await browser.close();
    await server.close();
  }
}

compare().catch(failWith);
