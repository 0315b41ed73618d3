// What a camera does to its picture itself. Chromium's test pattern has background blur and automatic framing.
import type { Page } from '@playwright/test';
import { expect, test } from './open-page.ts';
import { LOCKABLE_CAMERA } from './person-gone.ts';

const CAMERA_WITH_EFFECTS = [
  ...LOCKABLE_CAMERA,
  '--enable-blink-features=MediaCaptureBackgroundBlur,MediaCaptureCameraControls',
  '--enable-experimental-web-platform-features',
];

interface Tapped {
  track: MediaStreamTrack;
  /** What was asked of the track, besides its size. */
  asked: (MediaTrackConstraintSet | undefined)[];
}

/** Has the system turn blur and framing on before the page gets the camera. */
async function turnEffectsOn(page: Page, isStubborn = false): Promise<void> {
  await page.addInitScript((ignores) => {
    const { applyConstraints } = MediaStreamTrack.prototype;
    const devices = navigator.mediaDevices;
    const getUserMedia = devices.getUserMedia.bind(devices);
    const tapped: Tapped['asked'] = [];
    devices.getUserMedia = async (constraints) => {
      const stream = await getUserMedia(constraints);
      const [track] = stream.getVideoTracks();
      const on = { backgroundBlur: true, faceFraming: true };
      await applyConstraints.call(track!, { advanced: [on] });
      track!.applyConstraints = async (wanted) => {
        tapped.push(wanted?.advanced?.[0]);
        if (!ignores) await applyConstraints.call(track!, wanted);
      };
      Object.assign(window, { track, asked: tapped });
      return stream;
    };
  }, isStubborn);
}

const OFF = { backgroundBlur: false, faceFraming: false };
const ON = { backgroundBlur: true, faceFraming: true };
const effectsOf = (page: Page) =>
  page.evaluate(() => {
    const { backgroundBlur, faceFraming } = (window as unknown as Tapped).track.getSettings();
    return { backgroundBlur, faceFraming };
  });

test('background blur and automatic framing are off while the cloak is on, and then on again', async ({
  openPage,
}) => {
  const page = await openPage(CAMERA_WITH_EFFECTS);
  await turnEffectsOn(page);
  await page.goto('/');
  await page.getByRole('button', { name: 'Start camera' }).click();
  await expect(page.getByRole('status')).toHaveText('The cloak is on.', { timeout: 60_000 });
  expect(await effectsOf(page)).toEqual(OFF);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect
    .poll(() => page.evaluate(() => (window as unknown as Tapped).asked))
    .toEqual([OFF, ON]);
});

test('effects that the page cannot turn off are said in the status, until they are off', async ({
  openPage,
}) => {
  const page = await openPage(CAMERA_WITH_EFFECTS);
  await turnEffectsOn(page, true);
  await page.goto('/');
  await page.getByRole('button', { name: 'Start camera' }).click();
  const status = page.getByRole('status');
  await expect(status).toContainText('The camera blurs the background', { timeout: 60_000 });
  await expect(status).toContainText('The camera follows you');
  await page.evaluate(async (off) => {
    const { track } = window as unknown as Tapped;
    await MediaStreamTrack.prototype.applyConstraints.call(track, { advanced: [off] });
    track.dispatchEvent(new Event('configurationchange')); // the system did it, not a page
  }, OFF);
  await expect(status).toHaveText('The cloak is on.');
});
