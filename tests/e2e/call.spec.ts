// createCloak in a call: what arrives at the other end is cloaked.
import type { Page } from '@playwright/test';
import { named } from './clip-steps.ts';
import { expectNoViolations } from './no-violations.ts';
import { expect, test } from './open-page.ts';
import { CAMERA, expectPersonGone, pictureOfVideo } from './person-gone.ts';

/** A call's compression changes the room more than the cloak does, grey levels. */
const COMPRESSED = 6;

async function expectPicture(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => document.querySelector('video')!.videoWidth), {
      timeout: 100_000,
    })
    .toBeGreaterThan(2);
}

for (const way of ['frames', 'canvas'] as const) {
  test(`the other side of a call sees nobody (a track of ${way})`, async ({ openPage }) => {
    const page = await openPage(CAMERA);
    if (way === 'canvas') {
      await page.addInitScript(() => Reflect.deleteProperty(window, 'MediaStreamTrackGenerator'));
    }
    await page.goto('/call.html');
    await named(page, 'Call myself').click();
    await expectPicture(page);
    await page.waitForTimeout(8000); // the call's compression takes a while to become sharp
    await expectPersonGone(page, await pictureOfVideo(page), COMPRESSED);

    await page.getByRole('combobox', { name: 'Variant' }).selectOption('guided');
    await expect(page.getByText(/^guided on wasm, \d/)).toBeVisible({ timeout: 60_000 });
    await expectPersonGone(page, await pictureOfVideo(page), COMPRESSED);

    await page.getByRole('checkbox', { name: 'Cloak' }).uncheck();
    await expect(async () => {
      await expect(pictureOfVideo(page).then((url) => expectPersonGone(page, url, COMPRESSED)))
        .rejects //
        .toThrow();
    }).toPass({ timeout: 20_000 });

    await named(page, 'End the call').click();
    await expect(page.getByRole('status')).toHaveText('The call has ended.');
  });
}

test('the call is in German if the browser is', async ({ openPage }) => {
  const page = await openPage(CAMERA, { locale: 'de-AT' });
  await page.goto('/call.html');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page).toHaveTitle('Vanish im Anruf');
  await expectNoViolations(page, 'before the call');
  await named(page, 'Mich selbst anrufen').click();
  await expect(page.getByRole('status')).toContainText('Lädt', { timeout: 60_000 });
  await expect(page.getByText(/^guided-lite auf wasm, \d+,\d Bilder pro Sekunde$/)).toBeVisible({
    timeout: 100_000,
  });
  await expect(page.getByRole('checkbox', { name: 'Tarnung' })).toBeChecked();
  await expectNoViolations(page, 'the call');
  await named(page, 'Anruf beenden').click();
  await expect(page.getByRole('status')).toHaveText('Der Anruf ist beendet.');

  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException('denied', 'NotAllowedError'));
  });
  await page.reload();
  await named(page, 'Mich selbst anrufen').click();
  await expect(page.getByRole('status')).toHaveText(
    'Die Kamera wurde nicht erlaubt. Drück „Mich selbst anrufen“, um es noch einmal zu versuchen.',
  );
  await page.goto('/call.html?lang=en');
  await expect(named(page, 'Call myself')).toBeVisible();
  await expect(page).toHaveTitle('Vanish in a call');
});

test('the built library cloaks a track, and dispose() releases everything', async ({
  openPage,
}) => {
  const page = await openPage(CAMERA);
  await page.goto('/call.html'); // any page of this origin
  const found = await page.evaluate(async () => {
    const { createCloak } = (await import(
      /* @vite-ignore */ new URL('/library/index.js', location.href).href
    )) as typeof import('../../src/library/create-cloak.ts');
    const camera = await navigator.mediaDevices.getUserMedia({ video: true });
    const [track] = camera.getVideoTracks();
    const cloak = await createCloak(track!, { assets: `${location.origin}/`, tier: 'wasm' });
    const reader = new MediaStreamTrackProcessor!({ track: cloak.track }).readable.getReader();
    const { value } = await reader.read();
    const size = [value!.displayWidth, value!.displayHeight];
    value!.close();
    const refused = await cloak.setVariant('nobody').catch(({ message }: Error) => message);
    const { variant, tier } = cloak.stats();
    cloak.dispose();
    const wrong = await createCloak(track!, { variant: 'nobody' }).catch((e: Error) => e.message);
    const own = track!.readyState;

    // A track fires no event when its program stops it. The cloak must notice, before and after it is ready.
    const problems: [string, boolean][] = [];
    const again = await createCloak(track!, {
      assets: `${location.origin}/`,
      tier: 'wasm',
      onProblem: (sentence, fatal) => problems.push([sentence, fatal]),
    });
    const second = track!.clone();
    const starting = createCloak(second, { assets: `${location.origin}/`, tier: 'wasm' });
    second.stop();
    track!.stop();
    const stopped = await starting.catch((e: Error) => e.message);
    for (let i = 0; i < 50 && problems.length === 0; i++)
      await new Promise((r) => setTimeout(r, 100));
    const over = await createCloak(track!).catch((e: Error) => e.message);
    return {
      size,
      refused,
      variant,
      tier,
      ended: cloak.track.readyState,
      own,
      wrong,
      stopped,
      problems,
      over,
      alsoEnded: again.track.readyState,
    };
  });
  expect(found).toEqual({
    size: [640, 360],
    refused: expect.stringContaining('There is no variant "nobody".'),
    wrong: expect.stringContaining('There is no variant "nobody".'),
    variant: 'guided-lite',
    tier: 'wasm',
    ended: 'ended',
    own: 'live',
    stopped: expect.stringContaining('has ended'),
    problems: [[expect.stringContaining('has ended'), true]],
    over: expect.stringContaining('has ended'),
    alsoEnded: 'ended',
  });
});
