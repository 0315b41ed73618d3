// Cloaks whole films in a real browser, and examines the results with ffprobe.
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import {
  cutShort,
  makeFilm,
  soundOf,
  soundOnly,
  trimmed,
  turned,
  withHiddenFrames,
} from '../lib/made-film.ts';
import { pictureAt, readVideoFile } from '../lib/video-file.ts';
import { clipsDialog, named, readyPage, save, status } from './clip-steps.ts';
import { cloakWhole, openFilm, openFilmPanel } from './film-steps.ts';
import { expect, test } from './open-page.ts';
import { expectPersonGone } from './person-gone.ts';

const ENCODED = 4; // grey levels by which the encoder may change the mean
const TICK = 0.0011; // s; WebM counts in ms
const seconds = 1;
const small = 'scale=320:180';

/** The same frames at the same times, and the same length. */
function expectSameTimes(made: string, original: string): void {
  const [a, b] = [readVideoFile(made), readVideoFile(original)];
  expect(a.times).toHaveLength(b.times.length);
  a.times.forEach((at, i) => expect(Math.abs(at - b.times[i]!)).toBeLessThan(TICK));
  expect(Math.abs(a.videoEnd - b.videoEnd)).toBeLessThan(1 / 15);
}

test('a cloaked film of 10 s keeps its frame times and its sound, and shows nobody', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const film = makeFilm({ name: 'ten.mp4', seconds: 10, sound: { from: 0 } });
  await readyPage(page);
  const made = await cloakWhole(page, film, { twoPasses: true });
  expectSameTimes(made, film);
  const [after, before] = [readVideoFile(made), readVideoFile(film)];
  expect(after.times).toHaveLength(150);
  expect([after.width, after.height]).toEqual([before.width, before.height]);
  expect(soundOf(made)).toBe(soundOf(film));
  expect(Math.abs(after.sound!.start - before.sound!.start)).toBeLessThan(TICK);
  expect(Math.abs(after.duration - before.duration)).toBeLessThan(0.02);
  for (const i of [0, 1, 70, 149]) {
    await expectPersonGone(page, pictureAt(made, after.times[i]!), ENCODED);
  }
});

test(
  'films with odd dimensions, in portrait, or rotated',
  { tag: '@nightly' },
  async ({ page }) => {
    test.setTimeout(300_000);
    await readyPage(page);
    const odd = makeFilm({ name: 'odd.webm', seconds, filters: 'scale=321:181' });
    const madeOdd = await cloakWhole(page, odd);
    expectSameTimes(madeOdd, odd);
    expect(readVideoFile(madeOdd)).toMatchObject({ width: 321, height: 181 });

    const portrait = makeFilm({ name: 'portrait.mp4', seconds, filters: 'crop=180:320' });
    expect(readVideoFile(await cloakWhole(page, portrait))).toMatchObject({
      width: 180,
      height: 320,
      sound: undefined,
    });

    const lying = makeFilm({ name: 'lying.mp4', seconds, filters: small });
    const upright = await cloakWhole(page, turned(lying, 'upright.mp4'));
    expect(readVideoFile(upright)).toMatchObject({ width: 180, height: 320, rotation: 0 });
    expectSameTimes(upright, lying);
  },
);

test(
  'films with uneven frame times, late sound, or a late first frame',
  { tag: '@nightly' },
  async ({ page }) => {
    test.setTimeout(240_000);
    await readyPage(page);
    const uneven = makeFilm({
      name: 'uneven.webm',
      seconds,
      filters: `${small},settb=1/1000,setpts='(N+0.4*mod(N,3))/15/TB'`,
      more: ['-enc_time_base', '1:1000'],
    });
    const times = readVideoFile(uneven).times;
    expect(times[2]! - times[1]!).not.toBeCloseTo(times[3]! - times[2]!, 2);
    expectSameTimes(await cloakWhole(page, uneven), uneven);

    const late = makeFilm({ name: 'late.mp4', seconds: 2, filters: small, sound: { from: 0.6 } });
    const madeLate = await cloakWhole(page, late);
    expectSameTimes(madeLate, late);
    expect(readVideoFile(madeLate).sound!.start).toBeCloseTo(readVideoFile(late).sound!.start, 2);

    const after = makeFilm({
      name: 'after.webm',
      seconds,
      filters: `${small},setpts=PTS+0.4/TB`,
      sound: { from: 0 },
    });
    const madeAfter = await cloakWhole(page, after);
    expect(readVideoFile(after).times[0]).toBeCloseTo(0.4, 1);
    expectSameTimes(madeAfter, after);
  },
);

test('a cloaked film has exactly the frames that players show, and no personal metadata', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await readyPage(page);
  const broadcast = makeFilm({
    name: 'broadcast.ts',
    seconds: 1,
    filters: small,
    sound: { from: 0 },
    more: ['-c:v', 'libx264', '-bf', '0', '-c:a', 'aac'],
  });
  const ofBroadcast = readVideoFile(await cloakWhole(page, broadcast));
  expect(ofBroadcast.times).toHaveLength(15);
  expect(ofBroadcast.times[0]).toBeLessThan(0.05); // its clock starts at 1.4 s
  expect(ofBroadcast.duration).toBeLessThan(1.2);
  await expect(status(page)).toHaveText('The cloak is ready.', { timeout: 20_000 });

  const whole = makeFilm({
    name: 'whole.mp4',
    seconds: 3,
    filters: small,
    sound: { from: 0 },
    more: [
      '-g',
      '999',
      '-metadata',
      'title=Jane at home',
      '-metadata',
      'location=+48.8584+002.2945/',
    ],
  });
  expect(readFileSync(whole).includes('Jane at home')).toBe(true);
  const short = await cloakWhole(page, trimmed(whole, 'trimmed.mp4', 1.5), { twoPasses: true });
  const regular = (count: number) =>
    Array.from({ length: count }, (_, i) => expect.closeTo(i / 15, 2));
  expect(readVideoFile(short).times).toEqual(regular(22)); // 22.5; players start with a whole frame
  await expect(status(page)).not.toContainText('broken');
  for (const secret of ['Jane at home', '48.8584']) {
    expect(readFileSync(short).includes(secret)).toBe(false);
  }

  const half = await cloakWhole(page, cutShort(whole, 'half.mp4', 1));
  expect(readVideoFile(half).times).toHaveLength(15);
  expect(readVideoFile(half).duration).toBeLessThan(1.05);

  const hidden = withHiddenFrames('hidden.webm', 2.2);
  expect(readVideoFile(hidden).times.length).toBeGreaterThan(33); // packets
  const shown = await cloakWhole(page, hidden);
  expect(readVideoFile(shown).times).toEqual(regular(33));
  await expect(status(page)).not.toContainText('broken');
});

test('cloaking a film can be cancelled, paused and resumed', async ({ page }) => {
  test.setTimeout(240_000);
  await readyPage(page);
  const long = makeFilm({ name: 'long.mp4', seconds: 20, filters: small });
  await openFilmPanel(page, long);
  await named(page, 'Start').click();
  const bar = page.getByRole('group', { name: 'Film' });
  await expect(bar.getByText(/ of 100$/)).toBeVisible({ timeout: 30_000 }); // every third of 300
  await expect(page.getByRole('switch', { name: 'Cloak' })).toBeDisabled();
  await expect(named(page, 'Record')).toBeDisabled();
  await named(page, 'Cancel').click();
  await expect(status(page)).toContainText('Nothing was kept');
  await expect(bar).toBeHidden();

  const short = makeFilm({ name: 'short.mp4', seconds: 4, filters: small });
  const panel = await openFilmPanel(page, short);
  await panel.getByRole('switch', { name: 'Look at the whole film first' }).click();
  await named(page, 'Start').click();
  await expect(bar.getByText(/^[1-9]\d* of 60$/)).toBeVisible({ timeout: 30_000 });
  await named(page, 'Pause').click();
  await page.waitForTimeout(1000); // for the frame in progress
  const before = await bar.getByText(/ of 60$/).textContent();
  await page.waitForTimeout(1500);
  expect(await bar.getByText(/ of 60$/).textContent()).toBe(before);
  await named(page, 'Resume').click();
  await expect(clipsDialog(page)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByLabel('Name')).toHaveValue('short cloaked');
  await expect(clipsDialog(page).getByRole('listitem')).toHaveCount(0); // the only clip
  expectSameTimes((await save(page)).path, short);
});

test('an incomplete or invalid film is reported, and the page keeps working', async ({ page }) => {
  await readyPage(page);
  const good = makeFilm({ name: 'good.webm', seconds, filters: small });
  await openFilm(page, good);

  const empty = good.replace('good', 'empty');
  writeFileSync(empty, '');
  await page.locator('input[accept^="video/*"]').setInputFiles(empty);
  await expect(status(page)).toContainText(`“${basename(empty)}” is empty.`);

  await page.locator('input[accept^="video/*"]').setInputFiles(soundOnly('sound.webm'));
  await expect(status(page)).toContainText('“sound.webm” has sound but no picture.');

  const cut = makeFilm({ name: 'cut.mp4', seconds: 2, filters: small });
  truncateSync(cut, Math.floor(readFileSync(cut).length / 2)); // its index was at the end
  await page.locator('input[accept^="video/*"]').setInputFiles(cut);
  await expect(status(page)).toContainText('cannot decode “cut.mp4”');
  await expect(status(page)).toContainText('Vanish continues with “good.webm”');

  const broken = makeFilm({
    name: 'broken.mp4',
    seconds: 4,
    filters: small,
    more: ['-movflags', '+faststart'],
  });
  truncateSync(broken, Math.floor(readFileSync(broken).length * 0.6));
  await openFilmPanel(page, broken);
  await named(page, 'Start').click();
  await expect(clipsDialog(page)).toBeVisible({ timeout: 60_000 });
  await expect(status(page)).toContainText(/only \d+ of its 60 frames could be read/);
  const { times, duration, videoEnd } = readVideoFile((await save(page)).path);
  expect(times.length).toBeGreaterThan(20);
  expect(times.length).toBeLessThan(60);
  expect(duration).toBeCloseTo(videoEnd, 1);
});
