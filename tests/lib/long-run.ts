// Drives tests/pages/long.html for any length of time: swaps, recordings, memory samples. For the end-to-end test and
// for scripts/measure-long.ts, which differ in pace.
import type { Page } from '@playwright/test';
import { saveClip } from '../../scripts/lib/served-page.ts';
import { LEAST_PERSON, type LongRun } from './long-judge.ts';
import { holds } from './long-memory.ts';

/** They take turns; the page starts with the first. */
const TITLES = ['Guided Lite', 'Guided'];
/** Longer than the page's own limits, so that the page reports a hang first. */
const PATIENCE = { timeout: 240_000 };
/** s of the recording before anything is compared. */
const FIRST_RECORDING = 4;

export interface LongPace {
  /** s that the camera runs, after everything was used once */
  seconds: number;
  /** s from the end of a swap to the next one, and between two memory samples */
  swapEvery: number;
  lookEvery: number;
  /** s until the first recording starts, from one start to the next, and the length of each */
  recordFrom: number;
  recordEvery: number;
  recordFor: number;
}

/** The page's address. The tier is forced, so that runs are comparable. */
export function longAddress(tier: string): string {
  return `/tests/pages/long.html?source=camera&tier=${tier}`;
}

/**
 * First uses both variants and the recorder once: what a first use leaves loaded is no leak. After that, memory and
 * latency are compared, but only between times with the same variant in use and nothing else going on. Whether anybody
 * is visible is judged from the first picture on.
 * @param tell called after each memory sample
 */
export async function runLong(
  page: Page,
  pace: LongPace,
  tell: (run: LongRun) => void = () => {},
): Promise<LongRun> {
  const run: LongRun = {
    frames: [],
    given: 0,
    unknown: 0,
    held: [],
    swaps: 0,
    clips: [],
    recorded: [],
    refused: [],
    sentences: [],
  };
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const status = page.getByRole('status').first();
  await page.getByText('The cloak is on.').first().waitFor(PATIENCE);
  const began = performance.now();
  /** Index into TITLES. */
  let inUse = 0;
  let isCompared = false;
  /** Index into `run.frames` of the current recording's start. */
  let recordedFrom: number | undefined;
  let worst = 0;

  const steady = () => (isCompared && recordedFrom === undefined ? TITLES[inUse] : undefined);

  /** @param under what has been running since the last sample */
  async function take(under: string | undefined): Promise<void> {
    const taken = await page.evaluate(() => window.takeShown());
    run.frames.push(...taken.frames.map((frame) => ({ ...frame, under })));
    run.given += taken.given;
    run.unknown += taken.unknown;
    const judged = taken.frames.filter(({ person }) => person >= LEAST_PERSON);
    const most = Math.max(0, ...judged.map(({ residue = 0 }) => residue));
    if (taken.worst && most > worst) [worst, run.worst] = [most, taken.worst];
  }

  async function look(): Promise<void> {
    await take(steady());
    run.held.push({ ...(await holds(page, (performance.now() - began) / 1000)), under: steady() });
    await take(undefined); // garbage collection takes a while
    tell(run);
  }

  async function swap(): Promise<void> {
    await take(steady());
    const next = (inUse + 1) % TITLES.length;
    const title = TITLES[next]!;
    await button('Variants').click();
    await button(`Use ${title}`).click(PATIENCE);
    const panel = page.getByRole('dialog', { name: 'Variants' });
    const isUsed = panel.getByRole('listitem', { name: title, exact: true }).getByText('In use');
    const problem = panel.getByRole('alert');
    await isUsed
      .or(problem)
      .first()
      .waitFor(PATIENCE)
      .catch(async (error) => {
        throw new Error(`"${title}" is neither used nor refused:\n${await panel.innerText()}`, {
          cause: error,
        });
      });
    if (await isUsed.isVisible()) {
      inUse = next;
      run.swaps++;
    } else {
      run.refused.push((await problem.textContent()) ?? '');
    }
    await button('Close').first().click();
    await take(undefined);
  }

  async function startRecording(): Promise<void> {
    await take(steady());
    recordedFrom = run.frames.length;
    await button('Record').click();
  }

  async function endRecording(): Promise<void> {
    await button('Stop recording').click();
    await page.getByRole('dialog', { name: 'Clips' }).waitFor(PATIENCE);
    await take(undefined);
    const shown = run.frames.slice(recordedFrom).map(({ second }) => second);
    run.clips.push({ path: await saveClip(page), shown: shown.length });
    run.recorded.push(...(await page.evaluate((moments) => window.judgeClip(moments), shown)));
    // Clips that are kept would show as growth.
    await button('Delete').click();
    await button('Delete for good').click();
    await page.getByText('There are no clips.').waitFor(PATIENCE);
    await page.keyboard.press('Escape');
    await take(undefined);
    recordedFrom = undefined;
  }

  async function listen(): Promise<void> {
    const sentence = (await status.textContent()) ?? '';
    const isNews = sentence !== run.sentences.at(-1);
    if (!sentence.startsWith('The cloak is on.') && isNews) run.sentences.push(sentence);
  }

  await startRecording();
  await page.waitForTimeout(1000 * FIRST_RECORDING);
  await endRecording();
  for (let i = 0; i < TITLES.length; i++) await swap();
  run.swaps = 0;
  isCompared = true;

  const from = performance.now();
  const now = () => (performance.now() - from) / 1000;
  let nextSwap = pace.swapEvery;
  let nextLook = 0;
  let nextRecording = pace.recordFrom;
  while (now() < pace.seconds) {
    if (now() >= nextLook) {
      await look();
      nextLook += pace.lookEvery;
    }
    if (now() >= nextSwap) {
      await swap();
      nextSwap = now() + pace.swapEvery;
    }
    if (recordedFrom === undefined && now() >= nextRecording) {
      await startRecording();
    } else if (recordedFrom !== undefined && now() >= nextRecording + pace.recordFor) {
      await endRecording();
      nextRecording += pace.recordEvery;
    }
    await listen();
    await page.waitForTimeout(500);
  }
  if (recordedFrom !== undefined) await endRecording();
  await look();
  return run;
}
