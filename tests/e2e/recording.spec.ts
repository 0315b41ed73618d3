// Records in a real browser, saves, and examines the files with ffprobe.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { loudest, pictureAt, readVideoFile } from '../lib/video-file.ts';
import {
  chooseView,
  clipsDialog,
  named,
  openDrawer,
  readyPage,
  save,
  status,
} from './clip-steps.ts';
import { expect, makeUnpluggable, test, unplug } from './open-page.ts';
import { CAMERA, expectPersonGone } from './person-gone.ts';

const FRAME = 1 / 30;
/** Mean change that H.264 may cause, grey levels. */
const ENCODED = 4;

/** Opens the page with the camera on and cloaked. */
async function cloakedPage(page: Page): Promise<Page> {
  await readyPage(page, '/?source=camera');
  await expect(status(page)).toHaveText('The cloak is on.', { timeout: 30_000 });
  return page;
}

async function record(page: Page, milliseconds: number): Promise<void> {
  await named(page, 'Record').click();
  await expect(page.getByRole('group', { name: 'Recording' })).toBeVisible();
  await page.waitForTimeout(milliseconds);
}

/** Ends the recording. @returns the saved file's path */
async function stopAndSave(page: Page): Promise<string> {
  await named(page, 'Stop recording').click();
  await expect(clipsDialog(page)).toBeVisible();
  return (await save(page)).path;
}

function expectSteady(times: number[]): void {
  expect(times[0]).toBeCloseTo(0, 2);
  for (let i = 1; i < times.length; i++) expect(times[i]).toBeGreaterThan(times[i - 1]!);
}

test('a recording with sound is seekable, sound and picture end together, and muting silences it', async ({
  openPage,
}) => {
  const page = await cloakedPage(await openPage(CAMERA));
  await openDrawer(page);
  await page.getByRole('switch', { name: 'Record the microphone' }).click();
  await expect(page.getByRole('meter', { name: 'Loudness' })).toBeVisible();
  await page.keyboard.press('Escape');
  await record(page, 3500); // the fake microphone beeps once a second
  await named(page, 'Mute').click();
  const mutedAt = await page.locator('.stage-bar .time').textContent();
  await page.waitForTimeout(2500);
  const path = await stopAndSave(page);
  const file = readVideoFile(path);
  expect(file.duration).toBeGreaterThan(5);
  expectSteady(file.times);
  expect(file.sound!.start).toBeLessThan(0.04);
  expect(Math.abs(file.sound!.end - file.videoEnd)).toBeLessThan(0.04);
  expect(Math.abs(file.duration - file.videoEnd)).toBeLessThan(2 * FRAME);
  pictureAt(path, file.times.at(-1)!);
  const muted = Number(mutedAt!.split(':')[1]);
  expect(loudest(path, 0, muted)).toBeGreaterThan(0.05);
  expect(loudest(path, muted + 1.5, file.duration)).toBeLessThan(0.001);
});

test('only the cloaked picture is recorded, whatever the view, and pauses are cut out', async ({
  openPage,
}) => {
  const page = await cloakedPage(await openPage(CAMERA));
  await chooseView(page, 'Mask');
  await page.getByRole('switch', { name: 'Cloak' }).click();
  await expect(status(page)).toContainText('The cloak is off');
  const began = Date.now();
  await record(page, 2000);
  await expect(page.getByRole('switch', { name: 'Cloak' })).toBeDisabled();
  await named(page, 'Pause').click();
  await page.waitForTimeout(400); // lets frames in progress finish
  const time = page.locator('.stage-bar .time');
  const before = await time.textContent();
  await page.waitForTimeout(3000);
  expect(await time.textContent()).toBe(before);
  await named(page, 'Resume').click();
  await page.waitForTimeout(1500);
  const took = (Date.now() - began) / 1000;
  const path = await stopAndSave(page);
  const { times, duration, sound } = readVideoFile(path);
  expect(sound).toBeUndefined();
  expectSteady(times);
  const gaps = times.slice(1).map((at, i) => at - times[i]!);
  expect(Math.max(...gaps)).toBeLessThan(1.5);
  expect(duration).toBeGreaterThan(3);
  expect(duration).toBeLessThan(took - 3); // the pause
  for (const at of [times[0]!, times[1]!, times[Math.floor(times.length / 2)]!, times.at(-1)!]) {
    await expectPersonGone(page, pictureAt(path, at), ENCODED);
  }
  await named(page, 'Close').click();
  // The cloak is off again, as before. For the first 7 s the status says what was recorded.
  await expect(status(page)).toContainText('The cloak is off', { timeout: 20_000 });
});

test('a clip with the original beside it is renamed, saved, deleted and restored, next to a snapshot', async ({
  openPage,
}) => {
  const page = await cloakedPage(await openPage(CAMERA));
  await openDrawer(page);
  await page.getByRole('switch', { name: 'With the original beside it' }).click();
  await page.keyboard.press('Escape');
  await record(page, 1500);
  const [snapshot] = await Promise.all([
    page.waitForEvent('download'),
    named(page, 'Snapshot').click(),
  ]);
  expect(snapshot.suggestedFilename()).toMatch(/^Vanish .*\.png$/);
  const png = readFileSync(await snapshot.path());
  await expectPersonGone(page, `data:image/png;base64,${png.toString('base64')}`);
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([640, 360]);

  await named(page, 'Stop recording').click();
  await page.getByLabel('Name').fill('Me / not me');
  await page.getByLabel('Name').blur();
  const { path, name } = await save(page);
  expect(name).toMatch(/^Me {3}not me\.(mp4|webm)$/);
  const file = readVideoFile(path);
  expect([file.width, file.height]).toEqual([1280, 360]);
  await named(page, 'Delete').click();
  await expect(page.getByText('“Me / not me” was deleted.')).toBeVisible();
  await expect(page.getByText('There are no clips.')).toBeVisible();
  await named(page, 'Undo').click();
  await expect(page.getByText('“Me / not me” is back.')).toBeVisible();
  await expect(page.getByLabel('Name')).toHaveValue('Me / not me');
  await named(page, 'Delete').click();
  await page.reload(); // the deletion is final, although the page closed before the time to undo it ran out
  await expect(status(page)).toHaveText('The cloak is on.', { timeout: 60_000 });
  await openDrawer(page);
  await expect(named(page, 'Clips')).toBeHidden();
});

test('the page offers a recording that was cut short when its tab crashed', async ({
  openPage,
}) => {
  const page = await cloakedPage(await openPage(CAMERA));
  await record(page, 8000);
  const crashed = page.waitForEvent('crash');
  void page.goto('chrome://crash').catch(() => {}); // this navigation never finishes
  await crashed;
  const next = await page.context().newPage();
  await page.close();
  await cloakedPage(next);
  await expect(next.getByText('A recording was cut short.')).toBeVisible();
  await named(next, 'Look at it').click();
  const { path } = await save(next);
  const { times, duration } = readVideoFile(path);
  expectSteady(times);
  expect(duration).toBeGreaterThan(4);
  await expectPersonGone(next, pictureAt(path, times.at(-1)!), ENCODED);
});

test('unplugging the camera finishes the recording and keeps it', async ({ openPage }) => {
  const page = await openPage(CAMERA);
  await makeUnpluggable(page);
  await cloakedPage(page);
  await record(page, 2500);
  await unplug(page);
  await expect(clipsDialog(page)).toBeVisible();
  const { duration } = readVideoFile((await save(page)).path);
  expect(duration).toBeGreaterThan(1.5);
  await named(page, 'Close').click();
  await expect(status(page)).toContainText('The camera was unplugged', {
    timeout: 15_000,
  });
});

test('no recording is lost if the recorder fails to load or dies', async ({ openPage }) => {
  const page = await openPage(CAMERA);
  const recorder = /recorder-worker/;
  await page.route(recorder, (route) => route.fulfill({ status: 404 }));
  await cloakedPage(page);
  const bar = page.getByRole('group', { name: 'Recording' });
  await named(page, 'Record').click();
  await expect(status(page)).toContainText('could not be loaded');
  await expect(bar).toBeHidden();

  await page.unroute(recorder);
  await record(page, 5000);
  const worker = page.workers().find((each) => recorder.test(each.url()))!;
  await worker.evaluate(() => self.close()); // no event reports this
  await expect(status(page)).toContainText('The recorder stopped working', { timeout: 30_000 });
  await expect(bar).toBeHidden();
  await expect(page.getByText('A recording was cut short.')).toBeVisible({ timeout: 15_000 });
  await named(page, 'Look at it').click();
  const { path } = await save(page);
  expect(readVideoFile(path).duration).toBeGreaterThan(2);
});
