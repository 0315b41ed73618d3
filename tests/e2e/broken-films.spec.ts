// Films that cannot be decoded or read to their end, or whose frames have impossible times.
import { readFileSync, statSync, truncateSync } from 'node:fs';
import { makeFilm } from '../lib/made-film.ts';
import { damaged, rewritten } from '../lib/rewritten-film.ts';
import { readVideoFile } from '../lib/video-file.ts';
import { named, readyPage, save, status } from './clip-steps.ts';
import { cloakWhole, openFilmPanel } from './film-steps.ts';
import { expect, test } from './open-page.ts';

const small = 'scale=320:180';
/** Seconds. */
const FRAME = 1 / 15;

test('a film that cannot be decoded in its middle is cloaked before and after that', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await readyPage(page);
  const good = makeFilm({ name: 'good.mp4', seconds: 3, filters: small, more: ['-g', '15'] });

  const middle = await damaged(good, 'middle.mp4', 20); // the next key frame is the 30th
  const made = readVideoFile(await cloakWhole(page, middle, { twoPasses: true }));
  await expect(status(page)).toContainText(
    '“middle.mp4” is damaged at 0:01: only 35 of its 45 frames could be decoded. These are cloaked.',
  );
  const expected = [...Array(20).keys(), ...Array.from({ length: 15 }, (_, i) => 30 + i)];
  expect(made.times).toEqual(expected.map((number) => expect.closeTo(number * FRAME, 2)));
  expect(made.duration).toBeCloseTo(3, 1);

  const end = await damaged(good, 'end.mp4', 32);
  const short = readVideoFile(await cloakWhole(page, end));
  await expect(status(page)).toContainText('“end.mp4” is damaged at 0:02: only 32 of its 45');
  expect(short.times).toHaveLength(32);
});

test('a film that breaks off is cloaked up to its last readable frame', async ({ page }) => {
  test.setTimeout(240_000);
  await readyPage(page);
  const whole = makeFilm({
    name: 'cut.mp4',
    seconds: 3,
    filters: small,
    more: ['-movflags', '+faststart'],
  });
  const { offsets } = packetsOf(whole);
  truncateSync(whole, offsets[30]! + 5); // 30 frames are complete
  const made = readVideoFile(await cloakWhole(page, whole, { twoPasses: true }));
  await expect(status(page)).toContainText(
    '“cut.mp4” breaks off at 0:02: only 30 of its 45 frames could be read.',
  );
  await page.waitForTimeout(10_000); // sentences that pass are gone by then
  await expect(status(page)).toContainText('“cut.mp4” breaks off');
  expect(made.times).toHaveLength(30);
  expect(made.duration).toBeCloseTo(30 * FRAME, 1);
});

test('a film whose file gets shorter meanwhile is cloaked up to there', async ({ page }) => {
  test.setTimeout(240_000);
  await readyPage(page);
  const film = makeFilm({
    name: 'large.webm', // more than what is read ahead
    seconds: 12,
    filters: 'scale=640:360,noise=alls=60:allf=t',
    more: ['-b:v', '20M', '-minrate', '20M', '-maxrate', '20M'],
    sound: { from: 0 },
  });
  const panel = await openFilmPanel(page, film);
  await panel.getByRole('switch', { name: 'Look at the whole film first' }).click();
  await named(page, 'Start').click();
  await expect(page.getByText(/^[1-9]\d* of 180$/)).toBeVisible({ timeout: 60_000 });
  truncateSync(film, Math.floor(statSync(film).size / 2));
  await expect(status(page)).toContainText(
    /“large.webm” breaks off at 0:\d\d: only \d+ of its 180 frames could be read/,
    { timeout: 90_000 },
  );
  const { times, duration, videoEnd } = readVideoFile((await save(page)).path);
  expect(times.length).toBeGreaterThan(0);
  expect(duration).toBeCloseTo(videoEnd, 0);
});

test('frames with the same time, or an earlier one than the frame before, are all cloaked', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await readyPage(page);
  const good = makeFilm({ name: 'even.webm', seconds: 2, filters: small });
  const moved = (name: string, by: (number: number) => number) =>
    rewritten(good, name, (packet, number) =>
      packet.clone({ timestamp: Math.max(0, packet.timestamp + by(number)) }),
    );
  for (const name of ['double.mkv', 'double.mp4']) {
    const film = await moved(name, (number) => (number % 5 === 3 ? -FRAME : 0));
    const { times } = readVideoFile(await cloakWhole(page, film));
    expect(times).toHaveLength(30);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  }
  for (const name of ['backwards.mkv', 'backwards.mp4']) {
    const film = await moved(name, (number) => (number >= 15 ? -0.5 : 0));
    const { times } = readVideoFile(await cloakWhole(page, film));
    expect(times).toHaveLength(30);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  }
});

/** Where each frame of an MP4 without sound starts in the file, bytes. */
function packetsOf(path: string): { offsets: number[] } {
  const file = readFileSync(path);
  const table = file.indexOf('stsz') + 12;
  const sizes = Array.from({ length: file.readUInt32BE(table + 0) }, (_, i) =>
    file.readUInt32BE(table + 4 + 4 * i),
  );
  let at = file.indexOf('mdat') + 4;
  return { offsets: sizes.map((size) => (at += size) - size) };
}
