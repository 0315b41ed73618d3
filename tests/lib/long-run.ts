// Drives tests/pages/long.html for as long as one likes: swaps, a recording, looks at the memory.
// For the end-to-end test and for scripts/measure-long.ts, which differ in pace.
import type { Page } from '@playwright/test';
import { saveClip } from '../../scripts/lib/served-page.ts';
import type { ShownFrame } from '../pages/long-worker.ts';
import type { LongRun } from './long-judge.ts';
import { holds, type Held } from './long-memory.ts';

/** They take turns; the second is the one that the page begins with. */
const TITLES = ['Guided', 'Guided Lite'];
const PATIENCE = { timeout: 120_000 };

export interface LongPace {
  /** s that the camera runs */
  seconds: number;
  /** s between two swaps, between two looks at the memory, until the recording begins, until it ends */
  swapEvery: number;
  lookEvery: number;
  recordFrom: number;
  recordFor: number;
}

/** Of the page's address; the tier is forced, so that runs compare. */
export function longAddress(tier: string): string {
  return `/tests/pages/long.html?source=camera&tier=${tier}`;
}

/** @param tell called now and then with what is held */
export async function runLong(
  page: Page,
  pace: LongPace,
  tell: (held: Held, frames: ShownFrame[]) => void = () => {},
): Promise<LongRun> {
  const run: LongRun = { frames: [], given: 0, unknown: 0, held: [], swaps: 0, trouble: [] };
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const status = page.getByRole('status').first();
  await page.getByText('The cloak is on.').first().waitFor(PATIENCE);
  const began = performance.now();
  const now = () => (performance.now() - began) / 1000;
  let nextSwap = pace.swapEvery;
  let nextLook = 0;
  let shownBefore: number | undefined;
  let isRecorded = false;
  let worst = 0;

  /** @returns what was shown since the last time */
  async function take(): Promise<ShownFrame[]> {
    const taken = await page.evaluate(() => window.takeShown());
    run.frames.push(...taken.frames);
    run.given += taken.given;
    run.unknown += taken.unknown;
    const most = Math.max(0, ...taken.frames.map(({ residue = 0 }) => residue));
    if (taken.worst && most > worst) [worst, run.worst] = [most, taken.worst];
    return taken.frames;
  }

  async function lookAround(): Promise<void> {
    const frames = await take();
    const held = await holds(page, now());
    run.held.push(held);
    tell(held, frames);
  }

  async function swap(): Promise<void> {
    const title = TITLES[run.swaps % TITLES.length]!;
    await button('Variants').click();
    await button(`Use ${title}`).click(PATIENCE);
    const card = page.getByRole('listitem', { name: title, exact: true });
    await card.getByText('In use').waitFor(PATIENCE);
    await button('Close').first().click();
    run.swaps++;
  }

  async function endRecording(): Promise<void> {
    await button('Stop recording').click();
    await page.getByRole('dialog', { name: 'Clips' }).waitFor(PATIENCE);
    await take();
    const shown = run.frames.length - shownBefore!;
    run.clip = { path: await saveClip(page), shown };
    await page.keyboard.press('Escape');
    shownBefore = undefined;
    isRecorded = true;
  }

  while (now() < pace.seconds) {
    if (now() >= nextLook) {
      await lookAround();
      nextLook += pace.lookEvery;
    }
    if (now() >= nextSwap) {
      await swap();
      nextSwap += pace.swapEvery;
    }
    if (!isRecorded && shownBefore === undefined && now() >= pace.recordFrom) {
      await take();
      shownBefore = run.frames.length;
      await button('Record').click();
    }
    if (shownBefore !== undefined && now() >= pace.recordFrom + pace.recordFor) {
      await endRecording();
    }
    const sentence = (await status.textContent()) ?? '';
    const last = run.trouble.at(-1);
    if (!sentence.startsWith('The cloak is on.') && sentence !== last) run.trouble.push(sentence);
    await page.waitForTimeout(500);
  }
  await lookAround();
  return run;
}
