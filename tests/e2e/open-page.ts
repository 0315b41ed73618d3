// A test whose browser can be started with flags of its own, for instance with a fake webcam.
import {
  test as base,
  type Browser,
  type BrowserContextOptions,
  type Page,
} from '@playwright/test';
import { BASE_FLAGS, locateBrowser } from '../../scripts/lib/browser.ts';

interface Fixtures {
  /** Starts a browser with these flags beside the base ones; it is closed after the test. */
  openPage: (flags: string[], options?: BrowserContextOptions) => Promise<Page>;
}

export const test = base.extend<Fixtures>({
  openPage: async ({ playwright, baseURL }, use) => {
    const browsers: Browser[] = [];
    await use(async (flags, options) => {
      const browser = await playwright.chromium.launch({
        executablePath: locateBrowser(),
        args: [...BASE_FLAGS, ...flags],
      });
      browsers.push(browser);
      const context = await browser.newContext({
        ...{ baseURL, serviceWorkers: 'block' },
        ...options,
      });
      return context.newPage();
    });
    for (const browser of browsers) await browser.close();
  },
});

/** Makes the page's camera end, and say so, as unplugging does, when the page hears of `unplug`. */
export async function makeUnpluggable(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const devices = navigator.mediaDevices;
    const getUserMedia = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (constraints) => {
      const stream = await getUserMedia(constraints);
      addEventListener('unplug', () => {
        for (const track of stream.getTracks()) {
          track.stop();
          track.dispatchEvent(new Event('ended'));
        }
      });
      return stream;
    };
  });
}

export async function unplug(page: Page): Promise<void> {
  await page.evaluate(() => dispatchEvent(new Event('unplug')));
}

export { expect } from '@playwright/test';
