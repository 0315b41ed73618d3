// Minutes of a made camera: people come and go, the light changes, variants are swapped, a recording runs in between.
// Nobody shows in any frame, and neither memory nor latency grows. `scripts/measure-long.ts` does an hour of it.
import { faultsOf, type LongBounds } from '../lib/long-judge.ts';
import { countTextures, LONG_FLAGS } from '../lib/long-memory.ts';
import { longAddress, runLong } from '../lib/long-run.ts';
import { readVideoFile } from '../lib/video-file.ts';
import { expect, test } from './open-page.ts';

/** A leak of one frame of 640x360 in ten would be 170 MB, one texture a swap would be five. */
const BOUNDS: LongBounds = {
  residue: 0.25,
  meanResidue: 0.02,
  inUse: 30,
  resident: 150,
  textures: 4,
  tensors: 4,
  slower: 3,
};
test.use({ trace: 'off' }); // a trace would grow with every second

const PACE = { seconds: 130, swapEvery: 24, lookEvery: 8, recordFrom: 60, recordFor: 20 };

test('for minutes nobody shows, and neither memory nor latency grows', async ({
  openPage,
}, info) => {
  test.setTimeout(400_000);
  const page = await openPage(LONG_FLAGS);
  countTextures(page);
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  await page.goto(longAddress('wasm'));
  const run = await runLong(page, PACE);
  const { worst, ...rest } = run;
  await info.attach('run', { body: JSON.stringify(rest), contentType: 'application/json' });
  if (worst) {
    const body = Buffer.from(worst.split(',')[1]!, 'base64');
    await info.attach('worst frame', { body, contentType: 'image/png' });
  }
  expect(faultsOf(run, BOUNDS)).toEqual([]);
  expect(run.swaps).toBeGreaterThan(3);
  expect(run.frames.length).toBeGreaterThan(200);
  expect(readVideoFile(run.clip!.path).times.length).toBeGreaterThan(0.8 * run.clip!.shown);

  // The measure sees a person: without the cloak there is one.
  await page.getByRole('switch', { name: 'Cloak' }).click();
  await page.evaluate(() => window.takeShown());
  await expect
    .poll(
      async () => {
        const { frames } = await page.evaluate(() => window.takeShown());
        return Math.max(...frames.map(({ residue = 0 }) => residue));
      },
      { timeout: 30_000 },
    )
    .toBeGreaterThan(0.9);
});
