// The page is left, and comes back from the browser's back/forward cache as it was. Playwright does not follow a page
// there, so the page itself tells on the console how it is.
import { chromium } from '@playwright/test';
import { BASE_FLAGS, locateBrowser } from '../../scripts/lib/browser.ts';
import { expectPicture } from './clip-steps.ts';
import { expect, test } from './open-page.ts';

/** Tells how the demo's video and the status are, after the page was shown again. */
function tellWhenBack(): void {
  const create = document.createElement.bind(document);
  let video: HTMLVideoElement | undefined;
  document.createElement = (name: string) => {
    const made = create(name);
    if (made instanceof HTMLVideoElement) video = made;
    return made;
  };
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    let before = -1;
    setInterval(() => {
      const time = video?.currentTime ?? -1;
      const status = document.querySelector('[role=status]')?.textContent;
      console.log(`back: ${time === before ? 'still' : 'moving'}. ${status}`);
      before = time;
    }, 1000);
  });
}

test('the demo continues when the page comes back from the back/forward cache', async ({
  baseURL,
}) => {
  const browser = await chromium.launch({
    executablePath: locateBrowser(),
    args: BASE_FLAGS,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
  try {
    const page = await (await browser.newContext({ baseURL })).newPage();
    const told: string[] = [];
    page.on('console', (message) => void told.push(message.text()));
    await page.addInitScript(tellWhenBack);
    await page.goto('/?source=demo&tier=wasm');
    await expectPicture(page);
    await page.goto('/bench.html');
    await page.evaluate(() => void setTimeout(() => history.back(), 0));
    const back = () => told.filter((line) => line.startsWith('back: '));
    await expect.poll(() => back().length, { timeout: 30_000 }).toBeGreaterThan(4);
    expect(back().slice(2)).toEqual(
      back()
        .slice(2)
        .map(() => 'back: moving. The cloak is on.'),
    );
  } finally {
    await browser.close();
  }
});
