// Recordings made in a real browser, saved, and looked into with ffprobe.
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { fakeCameraFlags } from '../../scripts/lib/browser.ts';
import { decodePictures, readVideoFile } from '../lib/video-file.ts';
import { expect, test } from './open-page.ts';

const CAMERA = fakeCameraFlags(resolve('tests/fixtures/obo.mjpeg'));
const FRAME = 1 / 30;

/** Opens the page with the camera on and the cloak over it. */
async function cloakedPage(page: Page, address = '/?source=camera'): Promise<Page> {
  // Where files go is asked in a window that no test can use: the browser downloads them instead.
  await page.addInitScript(
    () => delete (window as { showSaveFilePicker?: unknown }).showSaveFilePicker,
  );
  await page.goto(address);
  await expect(page.getByRole('status').first()).toHaveText('The cloak is on.', {
    timeout: 100_000,
  });
  return page;
}

function button(page: Page, name: string) {
  return page.getByRole('button', { name, exact: true });
}

async function record(page: Page, milliseconds: number): Promise<void> {
  await button(page, 'Record').click();
  await expect(page.getByRole('group', { name: 'Recording' })).toBeVisible();
  await page.waitForTimeout(milliseconds);
}

/** Saves the clip that is chosen. @returns the file's path */
async function save(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    button(page, 'Save').click(),
  ]);
  const path = await download.path();
  await expect(page.getByText('Saved as')).toBeVisible();
  return path;
}

/** Ends the recording. @returns the saved file's path */
async function stopAndSave(page: Page): Promise<string> {
  await button(page, 'Stop recording').click();
  await expect(page.getByRole('dialog', { name: 'Clips' })).toBeVisible();
  return save(page);
}

function expectSteady(times: number[]): void {
  expect(times[0]).toBeCloseTo(0, 2);
  for (let i = 1; i < times.length; i++) expect(times[i]).toBeGreaterThan(times[i - 1]!);
}

test('a recording with sound has the right length, can be sought in, and ends together', async ({
  openPage,
}) => {
  const page = await cloakedPage(await openPage(CAMERA));
  await button(page, 'Recording options').click();
  await page.getByRole('switch', { name: 'Record the microphone' }).click();
  await expect(page.getByRole('meter', { name: 'Loudness' })).toBeVisible();
  await page.keyboard.press('Escape');
  const began = Date.now();
  await record(page, 4000);
  const path = await stopAndSave(page);
  const file = readVideoFile(path);
  const told = (await page.getByRole('status').first().textContent()) ?? '';
  console.log(path, file, told, Date.now() - began);
  expect(file.duration).toBeGreaterThan(3);
  expectSteady(file.times);
  expect(file.sound!.start).toBeLessThan(0.04);
  expect(Math.abs(file.sound!.end - file.videoEnd)).toBeLessThan(0.04);
  expect(Math.abs(file.duration - file.videoEnd)).toBeLessThan(2 * FRAME);
  const last = decodePictures(path, file.duration - 0.3, 1);
  expect(last.length).toBe(3 * file.width * file.height);
});
