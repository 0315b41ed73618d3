// Loses the graphics device of a page in use, and records what is visible until the cloak is back.
import type { Page } from '@playwright/test';
import { status } from './clip-steps.ts';
import { expect, test } from './open-page.ts';
import { expectPersonGone } from './person-gone.ts';

const LIVE = { timeout: 60_000 };

export async function crashGpu(page: Page): Promise<void> {
  const devtools = await page.context().browser()!.newBrowserCDPSession();
  // It never answers.
  void devtools.send('Browser.crashGpuProcess' as never).catch(() => {});
}

/** From now on, records when the page shows a picture, and its status. */
export async function watchPage(page: Page): Promise<() => Promise<Noted[]>> {
  await page.evaluate(() => {
    const noted: Noted[] = [];
    (window as { noted?: Noted[] }).noted = noted;
    const look = () => {
      const isShown = document.querySelector('canvas')?.classList.contains('hasPicture') ?? false;
      const said = document.querySelector('[role=status]')?.textContent ?? '';
      const last = noted.at(-1);
      if (last?.isShown === isShown && last.said === said) return;
      noted.push({ at: performance.now(), isShown, said });
    };
    look();
    const everything = { subtree: true, childList: true, characterData: true, attributes: true };
    new MutationObserver(look).observe(document.body, everything);
  });
  return () => page.evaluate(() => (window as { noted?: Noted[] }).noted!);
}

export interface Noted {
  /** ms */
  at: number;
  isShown: boolean;
  said: string;
}

/** The engine recovers by itself. Until then the picture is covered; afterwards the room is still known. */
export async function expectRecovered(page: Page, noted: () => Promise<Noted[]>): Promise<void> {
  await expect(status(page)).toContainText('with the room as it was known', LIVE);
  await expect(page.locator('canvas')).toHaveClass(/hasPicture/, LIVE);
  const seen = await noted();
  const covered = seen.findIndex(({ isShown }) => !isShown);
  const back = seen.findIndex(({ isShown }, i) => i > covered && isShown);
  expect(seen[covered]?.said).toMatch(/graphics device was lost .*is restarting/);
  expect(back).toBeGreaterThan(covered);
  const milliseconds = seen[back]!.at - seen[covered]!.at;
  test.info().annotations.push({ type: 'figures', description: `${milliseconds.toFixed(0)} ms` });
  await expectPersonGone(page);
  await expect(status(page)).toHaveText('The cloak is on.', LIVE);
}

/** Another engine takes over. */
export async function expectCoveredAndOnAgain(page: Page, sentence: RegExp) {
  await expect(status(page)).toHaveText(sentence, LIVE);
  await expect(page.locator('canvas')).not.toHaveClass(/hasPicture/);
  await expect(page.locator('canvas')).toHaveClass(/hasPicture/, LIVE);
  await expect(status(page)).toHaveText('The cloak is on.', LIVE);
  await expectPersonGone(page);
}
