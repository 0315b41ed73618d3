// The remembered room on the page: how much of it is known, learning it on demand, and its views.
import type { Page } from '@playwright/test';
import { fakeCameraFlags } from '../../scripts/lib/browser.ts';
import { CLASSIC } from '../lib/made-variants.ts';
import { serveVariants, tinyVariant } from '../lib/tiny-variant.ts';
import { chooseView, expectPicture, inDrawer, viewChoice } from './clip-steps.ts';
import { engineSays, tapEngine, tellRoom } from './engine-tap.ts';
import { expect, test } from './open-page.ts';

async function openDemo(page: Page) {
  await tapEngine(page);
  await page.goto('/?source=demo&tier=wasm');
  await expectPicture(page);
}

const meter = (page: Page) => page.getByRole('meter', { name: 'What is known of the room' });
const learn = (page: Page) => page.getByRole('button', { name: 'Learn the room' });
const cancel = (page: Page) => page.getByRole('button', { name: 'Cancel' });
const remember = (page: Page) =>
  page.getByRole('switch', { name: 'Remember the room', includeHidden: true });
const HINT = 'What is behind them is guessed until they step aside.';

test('the engine reports how much of the room is seen', async ({ page }) => {
  await openDemo(page);
  await expect(meter(page)).toHaveAttribute('aria-valuetext', /% seen/, { timeout: 30_000 });
});

test('the page says how much is guessed while it matters', async ({ page }) => {
  await openDemo(page);
  await tellRoom(page, 0.9, 0.83);
  await expect(page.getByText('Behind them: 83 % seen, 17 % guessed')).toBeVisible();
  await expect(meter(page)).toHaveAttribute('aria-valuenow', '83');
  await expect(page.getByText(HINT)).toBeVisible();
  await tellRoom(page, 1, 1);
  await expect(page.getByText('Behind them: all seen')).toBeVisible();
  await expect(page.getByText(HINT)).toBeHidden();
  await tellRoom(page, 0.96);
  await expect(page.getByText('The room: 96 % seen')).toBeVisible();
  await expect(page.getByText(HINT)).toBeHidden();
});

/** The shares of the picture's pixels tinted like the legend's seen and guessed, 0..1. */
function tinted(page: Page) {
  return page.evaluate(() => {
    const [width, height] = [64, 48];
    const context = new OffscreenCanvas(width, height).getContext('2d')!;
    context.drawImage(document.querySelector('canvas')!, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    let seen = 0;
    let guessed = 0;
    for (let at = 0; at < data.length; at += 4) {
      const [r, g, b] = data.subarray(at, at + 3) as unknown as [number, number, number];
      if (g > r + 30 && g > b + 10) seen++;
      if (r > g + 30 && g > b + 20) guessed++;
    }
    return { seen: seen / (width * height), guessed: guessed / (width * height) };
  });
}

test('the view "Known" has the colours of its legend', async ({ page }) => {
  await openDemo(page);
  const { seen, guessed } = await tinted(page);
  expect(Math.max(seen, guessed)).toBeLessThan(0.1); // the room's own colours differ
  await chooseView(page, 'Known');
  const legend = page.getByRole('list', { name: 'Colours' });
  await expect(legend).toContainText('SeenGuessed');
  const credit = (await page.getByRole('link', { name: /CC BY/ }).boundingBox())!;
  const { x, y, width, height } = (await legend.boundingBox())!;
  const isApart = x + width <= credit.x || y + height <= credit.y;
  expect(isApart, 'the legend and the credit do not overlap').toBe(true);
  await expect.poll(async () => (await tinted(page)).seen).toBeGreaterThan(0.3);
  expect((await tinted(page)).guessed).toBeGreaterThan(0.1);
  await chooseView(page, 'Room');
  await expect(page.getByRole('list', { name: 'Colours' })).toBeHidden();
  await expect.poll(async () => (await tinted(page)).seen).toBeLessThan(0.1);
});

test('switching off the room’s memory removes its views and controls', async ({ page }) => {
  await openDemo(page);
  await tellRoom(page, 0.9, 0.83);
  await chooseView(page, 'Known');
  await expect(page.getByRole('list', { name: 'Colours' })).toBeVisible();
  await inDrawer(page, () => remember(page).click());
  await expect(viewChoice(page, 'Cloaked')).toBeChecked();
  await expect(viewChoice(page, 'Known')).not.toBeAttached();
  await expect(viewChoice(page, 'Room')).not.toBeAttached();
  await expect(page.getByRole('list', { name: 'Colours' })).toBeHidden();
  await expect(meter(page)).not.toBeAttached();
  await expect(page.getByText(HINT)).toBeHidden();
  await expect(learn(page)).toBeDisabled();
  await inDrawer(page, () => remember(page).click());
  await expect(learn(page)).toBeEnabled();
  await expect(viewChoice(page, 'Known')).toBeAttached();
});

test('a variant that finds the person itself has no room controls', async ({ page }) => {
  await serveVariants(page, [tinyVariant(CLASSIC)]);
  await page.goto('/?source=demo&tier=wasm');
  await expectPicture(page);
  for (const control of [remember(page), learn(page), meter(page)]) {
    await expect(control).not.toBeAttached();
  }
  await expect(page.locator('input[name=view]')).toHaveCount(3);
});

test('learning the room counts down, takes two seconds, and reports the outcome', async ({
  page,
}) => {
  await openDemo(page);
  await tellRoom(page, 0.9, 0.83);
  await learn(page).click();
  const status = page.getByRole('status');
  await expect(status).toHaveText('Vanish will look at the room in three seconds.');
  for (const count of ['3', '2', '1']) {
    await expect(page.getByText(count, { exact: true })).toBeVisible();
  }
  await expect(status).toHaveText('Vanish is looking at the room …');
  const heard = await page.evaluate(() => window.engineHeard);
  expect(heard.filter(({ kind }) => kind === 'learn')).toEqual([
    { kind: 'learn', milliseconds: 2000 },
  ]);
  await expect(cancel(page)).toBeVisible();
  await expect(async () => {
    await tellRoom(page, 0.83, 0.3);
    await expect(status).toHaveText(
      'Somebody was still in the picture: 17 % of it remains guessed.',
      { timeout: 100 },
    );
  }).toPass({ timeout: 10_000 });
  await expect(learn(page)).toBeEnabled();
  await expectPicture(page); // the message disappears by itself
});

test('learning the room also works with the real engine', async ({ page }) => {
  await openDemo(page);
  await learn(page).click();
  await expect(page.getByRole('status')).toHaveText(
    /The room is known|Somebody was still in the picture/,
    { timeout: 30_000 },
  );
});

test('Escape, the button, or stopping the source cancels learning', async ({ page }) => {
  await openDemo(page);
  for (const end of [
    () => page.keyboard.press('Escape'),
    () => cancel(page).click(),
    () => page.getByRole('button', { name: 'Stop' }).click(),
  ]) {
    await learn(page).click();
    await expect(cancel(page)).toBeVisible();
    await end();
    await expect(cancel(page)).toBeHidden();
    await expect(page.getByRole('status')).not.toContainText('three seconds');
  }
  await page.waitForTimeout(3500); // longer than the countdown
  const heard = await page.evaluate(() => window.engineHeard.map(({ kind }) => kind));
  expect(heard).not.toContain('learn');
});

test('a notice from the engine is shown for a while, and not as a problem', async ({ page }) => {
  await openDemo(page);
  const sentence = 'The camera moved: Vanish relearns the room.';
  await engineSays(page, { kind: 'notice', sentence });
  const status = page.getByRole('status');
  await expect(status).toHaveText(sentence);
  await expect(status).not.toHaveClass(/isTrouble/);
  await expectPicture(page);
});

test('a large rotating object is not mistaken for a moving camera', async ({ openPage }) => {
  // Chromium's own test pattern: a disc on a plain background.
  const page = await openPage(fakeCameraFlags());
  const told: string[] = [];
  await page.exposeFunction('tell', (sentence: string) => told.push(sentence));
  await page.goto('/?source=camera&tier=wasm');
  await expectPicture(page);
  await page.evaluate(() => {
    const status = document.querySelector('[role=status]')!;
    const watch = window as unknown as { tell: (sentence: string | null) => void };
    new MutationObserver(() => watch.tell(status.textContent)).observe(status, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  await page.waitForTimeout(5000);
  expect(told.filter((sentence) => /moved/.test(sentence))).toEqual([]);
});
