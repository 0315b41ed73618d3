// A page hidden behind another tab. In a browser that Playwright starts, every page counts as visible. In one started
// separately, without Playwright's defaults, it does not.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  expect,
  test as base,
  type BrowserContext,
  type PlaywrightWorkerArgs,
} from '@playwright/test';
import { BASE_FLAGS, findBrowser } from '../../scripts/lib/browser.ts';
import { makeFilm } from '../lib/made-film.ts';
import { readVideoFile } from '../lib/video-file.ts';
import { clipsDialog, named, readyPage, status } from './clip-steps.ts';

/** A browser whose pages hide one another. */
const test = base.extend<{ plain: BrowserContext }>({
  plain: async ({ playwright }, use) => {
    const { browser, stop } = await start(playwright).catch(() => start(playwright));
    try {
      await use(browser.contexts()[0]!);
      await browser.close();
    } finally {
      await stop();
    }
  },
});

/** Retries, since a browser does not always answer right after its start. @throws if none does */
async function start(playwright: PlaywrightWorkerArgs['playwright']) {
  const profile = mkdtempSync(join(tmpdir(), 'vanish-plain-'));
  const flags = ['--remote-debugging-port=0', `--user-data-dir=${profile}`];
  // The first window would show a page of the browser's own, which cannot be controlled.
  const words = [...BASE_FLAGS, ...flags, '--no-startup-window'];
  const child = spawn(await findBrowser(), words, { stdio: 'ignore' });
  const stop = async () => {
    await end(child);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    const options = { noDefaults: true, timeout: 15_000 };
    const browser = await playwright.chromium.connectOverCDP(await addressOf(profile), options);
    return { browser, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address of the browser with that profile, once it listens. */
async function addressOf(profile: string): Promise<string> {
  const file = join(profile, 'DevToolsActivePort');
  await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8')).toMatch(/\d+\n/);
  return `http://localhost:${readFileSync(file, 'utf8').split('\n')[0]}`;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await ended;
}

/** The bytes of the clip that the page holds. */
async function newestClip(): Promise<number[]> {
  const find = async (folder: FileSystemDirectoryHandle): Promise<File | undefined> => {
    for await (const handle of folder.values()) {
      if (handle.kind === 'directory') {
        const inside = await find(handle);
        if (inside) return inside;
      } else if (/\.(mp4|webm)$/.test(handle.name)) return handle.getFile();
    }
    return undefined;
  };
  const clip = await find(await navigator.storage.getDirectory());
  return clip ? [...new Uint8Array(await clip.arrayBuffer())] : [];
}

const HIDDEN_FOR = 8; // s

const title = 'a film and its recording continue in a hidden page';
test(title, { tag: '@nightly' }, async ({ plain, baseURL }, info) => {
  test.setTimeout(180_000);
  const page = await plain.newPage();
  const film = makeFilm({ name: 'hidden.webm', seconds: 20, filters: 'scale=320:180' });
  await readyPage(page, `${baseURL}/?tier=wasm`);
  await page.locator('input[accept^="video/*"]').setInputFiles(film);
  await expect(status(page)).toHaveText('The cloak is on.', { timeout: 60_000 });
  await named(page, 'Record').click();
  await expect(page.locator('.stage-bar .time')).toContainText(/0:0[1-9]|0:[1-5]\d/, {
    timeout: 30_000,
  });

  const isHidden = () => page.evaluate(() => document.hidden);
  expect(await isHidden()).toBe(false);
  await plain.newPage();
  await expect.poll(isHidden).toBe(true);
  await page.waitForTimeout(1000 * HIDDEN_FOR);
  expect(await isHidden()).toBe(true);
  await page.bringToFront();
  await expect.poll(isHidden).toBe(false);

  await named(page, 'Stop recording').click();
  await expect(clipsDialog(page)).toBeVisible({ timeout: 30_000 });
  const bytes = await page.evaluate(newestClip);
  const path = info.outputPath('recorded.mp4');
  writeFileSync(path, Buffer.from(bytes));
  const { times } = readVideoFile(path);
  const gaps = times.slice(1).map((at, i) => at - times[i]!);
  const description = `${(times.length / times.at(-1)!).toFixed(1)} pictures a second, the longest gap ${Math.max(...gaps).toFixed(2)} s`;
  info.annotations.push({ type: 'figures', description });
  expect(times.at(-1)).toBeGreaterThan(HIDDEN_FOR);
  expect(Math.max(...gaps)).toBeLessThan(2);
});
