// The page as a user gets it, built and served, in a browser that a script drives.
import { readFileSync } from 'node:fs';
import { chromium, type Browser, type Page } from '@playwright/test';
import { BASE_FLAGS, findBrowser } from './browser.ts';
import { serveBuiltPage } from './built-page.ts';

export interface ServedPage {
  readonly browser: Browser;
  /** Opens a new page that downloads files without asking. @param address for example "/?tier=wasm" */
  open(address: string): Promise<Page>;
  /** The full URL of an address that `open` takes. */
  addressOf(address: string): string;
  close(): Promise<void>;
}

/** @param flags for the browser, besides the base ones */
export async function servePage(flags: string[]): Promise<ServedPage> {
  const server = await serveBuiltPage('measured');
  const executablePath = await findBrowser();
  const browser = await chromium.launch({ executablePath, args: [...BASE_FLAGS, ...flags] });
  const { addressOf } = server;
  return {
    browser,
    addressOf,
    async open(address) {
      const page = await browser.newPage();
      await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
      await page.goto(addressOf(address));
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** Saves the clip that the panel shows. @returns the file's path */
export async function saveClip(page: Page): Promise<string> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  return (await coming).path();
}

/** Memory of the browser's processes, MB, by type ("renderer", "GPU", ..). Linux only. */
export async function memoryOf(browser: Browser): Promise<Record<string, number>> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const held: Record<string, number> = {};
  for (const { id, type } of processInfo) {
    const megabytes = residentSize(id);
    held[type] = (held[type] ?? 0) + megabytes;
  }
  return held;
}

function residentSize(id: number): number {
  const status = readFileSync(`/proc/${id}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
}
