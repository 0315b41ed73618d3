// The remembered room on the page: how much of it is known, learning it on demand, its views, the camera's lock. A test
// that needs a particular message from the engine sends it in the engine's place.
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { fakeCameraFlags } from '../../scripts/lib/browser.ts';
import { ROOT } from '../../scripts/lib/paths.ts';
import type { FromEngine, ToEngine } from '../../src/engine/messages.ts';
import { CLASSIC } from '../lib/made-variants.ts';
import { serveVariants, tinyVariant } from '../lib/tiny-variant.ts';
import { chooseView, inDrawer, openDrawer, viewChoice } from './clip-steps.ts';
import { expect, test } from './open-page.ts';

declare global {
  interface Window {
    /** Sends a message to the page in the engine's place. */
    engineSays: (message: FromEngine) => void;
    /** What the page sent to the engine. */
    engineHeard: ToEngine[];
    /** Keeps the engine's own reports from the page. */
    silencesReports: boolean;
  }
}

/** Taps the messages between the page and its engine. Call it before the page is opened. */
function tapEngine(page: Page) {
  return page.addInitScript(() => {
    window.engineHeard = [];
    window.Worker = class extends Worker {
      readonly #isEngine: boolean;
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        this.#isEngine = options?.name !== 'recorder';
      }
      override set onmessage(listener: (event: MessageEvent) => void) {
        if (!this.#isEngine) {
          super.onmessage = listener;
          return;
        }
        window.engineSays = (data) => listener(new MessageEvent('message', { data }));
        super.onmessage = (event: MessageEvent<FromEngine>) => {
          if (event.data.kind !== 'stats' || !window.silencesReports) listener(event);
        };
      }
      override postMessage(
        message: ToEngine,
        options?: StructuredSerializeOptions | Transferable[],
      ) {
        if (this.#isEngine) window.engineHeard.push(message);
        super.postMessage(message, options as Transferable[]);
      }
    };
  });
}

/** Any message but a picture, which cannot be passed to the page. */
function engineSays(page: Page, message: Exclude<FromEngine, { kind: 'snapshot' }>) {
  return page.evaluate((said) => window.engineSays(said), message);
}

/** From now on, the page sees these values instead of the engine's reports. */
async function tellRoom(page: Page, seenOfFrame: number, seenOfHole?: number) {
  await page.evaluate(() => void (window.silencesReports = true));
  const room = { seenOfFrame, seenOfHole, generatorShare: 0 };
  await engineSays(page, { kind: 'stats', framesPerSecond: 30, stages: {}, room });
}

async function openDemo(page: Page) {
  await tapEngine(page);
  await page.goto('/?source=demo&tier=wasm');
  await expectPicture(page);
}

async function expectPicture(page: Page) {
  await expect(page.getByRole('status')).toHaveText('The cloak is on.', { timeout: 100_000 });
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

const CLIP = join(ROOT, 'tests/fixtures/obo.mjpeg');
/** Chromium's own fake camera has modes to lock; one that plays a file has none. */
const LOCKABLE = fakeCameraFlags(CLIP).filter((flag) => !flag.includes(CLIP));

test('a large rotating object is not mistaken for a moving camera', async ({ openPage }) => {
  // Chromium's own test pattern: a disc on a plain background.
  const page = await openPage(fakeCameraFlags());
  const told: string[] = [];
  await page.exposeFunction('tell', (sentence: string) => told.push(sentence));
  await page.goto('/?source=camera&tier=wasm');
  await expect(page.getByRole('status')).toHaveText('The cloak is on.', { timeout: 100_000 });
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

test('the camera can be locked, and is unlocked before it is switched off', async ({
  openPage,
}) => {
  const page = await openPage(LOCKABLE);
  await page.addInitScript(() => {
    const { applyConstraints } = MediaStreamTrack.prototype;
    MediaStreamTrack.prototype.applyConstraints = function (constraints) {
      applied.push(`${constraints?.advanced?.[0]?.exposureMode}, ${this.readyState}`);
      return applyConstraints.call(this, constraints);
    };
    const applied: string[] = [];
    Object.assign(window, { applied });
  });
  await page.goto('/');
  const lock = page.getByRole('button', { name: 'Lock the camera' });
  await expect(lock).toBeHidden();
  await page.getByRole('button', { name: 'Start camera' }).click();
  await openDrawer(page);
  await lock.click();
  await expect(lock).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(lock).toBeHidden();
  const applied = await page.evaluate(() => (window as unknown as { applied: string[] }).applied);
  expect(applied).toEqual(['manual, live', 'continuous, live']);
});

test('a camera with nothing to lock has no lock button', async ({ openPage }) => {
  const page = await openPage(fakeCameraFlags(CLIP));
  await page.goto('/');
  await page.getByRole('button', { name: 'Start camera' }).click();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  await openDrawer(page);
  await expect(page.getByRole('button', { name: 'Lock the camera' })).toBeHidden();
});

for (const { what, width, height } of [
  { what: 'a desk', width: 1280, height: 800 },
  { what: 'a phone held upright', width: 390, height: 844 },
  { what: 'a phone held sideways', width: 844, height: 390 },
]) {
  test(`all controls together fit ${what}`, async ({ openPage }) => {
    const page = await openPage(LOCKABLE);
    await page.setViewportSize({ width, height });
    await tapEngine(page);
    await page.goto('/?source=camera&tier=wasm');
    // The status may differ, since the fake camera's picture jumps.
    const picture = page.getByRole('img', { name: 'Cloaked picture' });
    await expect(picture).toHaveCSS('opacity', '1', { timeout: 100_000 });
    await page.getByRole('button', { name: 'Skip' }).click(); // the first steps
    await tellRoom(page, 0.9, 0.83);
    await expect(page.getByText('Step aside for two seconds')).toBeVisible();
    const tooWide = await page.evaluate(() => {
      const bar = document.querySelector('[aria-label="Controls"]')!.getBoundingClientRect();
      const controls = document.querySelectorAll<HTMLElement>(
        '[aria-label="Controls"] :is(button, label, fieldset, [role=meter])',
      );
      return [...controls]
        .filter((control) => control.checkVisibility()) // not those in collapsed parts
        .filter((control) => {
          const { left, right } = control.getBoundingClientRect();
          const isCut = control.scrollWidth > control.clientWidth + 1;
          return isCut || left < bar.left || right > bar.right;
        })
        .map((control) => control.innerText);
    });
    expect(tooWide).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
}
