// A test whose browser can be started with flags of its own, for instance with a fake webcam.
import { test as base, type Browser, type Page } from '@playwright/test';
import { BASE_FLAGS, locateBrowser } from '../../scripts/lib/browser.ts';

interface Fixtures {
  /** Starts a browser with these flags beside the base ones; it is closed after the test. */
  openPage: (flags: string[]) => Promise<Page>;
}

export const test = base.extend<Fixtures>({
  openPage: async ({ playwright, baseURL }, use) => {
    const browsers: Browser[] = [];
    await use(async (flags) => {
      const browser = await playwright.chromium.launch({
        executablePath: locateBrowser(),
        args: [...BASE_FLAGS, ...flags],
      });
      browsers.push(browser);
      const context = await browser.newContext({ baseURL });
      return context.newPage();
    });
    for (const browser of browsers) await browser.close();
  },
});

export { expect } from '@playwright/test';
