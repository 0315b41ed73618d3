// A test that can start its browser with extra flags, for example for a fake webcam.
import {
  test as base,
  type Browser,
  type BrowserContextOptions,
  type Page,
} from '@playwright/test';
import { BASE_FLAGS, locateBrowser } from '../../scripts/lib/browser.ts';

interface Fixtures {
  /** Starts a browser with these flags besides the base ones. It is closed after the test. */
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
        baseURL,
        serviceWorkers: 'block',
        ...options,
      });
      return context.newPage();
    });
    for (const browser of browsers) await browser.close();
  },
});

/** When the page receives `unplug`, its camera ends with the events of unplugging. */
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
