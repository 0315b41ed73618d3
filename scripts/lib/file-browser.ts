// A browser for the user's files. It runs in its own sandbox, so that a file that exploits a decoder gets no further.
// The tests open only files that they made themselves, and do without.
import process from 'node:process';
import { chromium, type Browser } from '@playwright/test';
import { BASE_FLAGS, findBrowser } from './browser.ts';

const WITHOUT = 'The browser runs without its sandbox';
const ADVICE = 'evaluate only files that you trust.';

/** Its dependencies; tests pass fakes. */
export interface FileBrowserNeeds {
  isRoot: boolean;
  launch: (options: { args: string[]; chromiumSandbox: boolean }) => Promise<Browser>;
  /** Called with a sentence if there is no sandbox. */
  tell: (sentence: string) => void;
}

/**
 * Starts the browser, with its sandbox if the system allows one.
 * @param flags besides the base ones
 * @throws if it starts neither with nor without a sandbox
 */
export async function openFileBrowser(
  flags: readonly string[],
  needs?: FileBrowserNeeds,
): Promise<Browser> {
  const { isRoot, launch, tell } = needs ?? (await thisSystem());
  const all = [...BASE_FLAGS, ...flags];
  const args = all.filter((flag) => flag !== '--no-sandbox');
  if (isRoot) {
    tell(`${WITHOUT}, as Chromium must for root: ${ADVICE}`);
    return launch({ args: all, chromiumSandbox: false });
  }
  try {
    return await launch({ args, chromiumSandbox: true });
  } catch (error) {
    const browser = await launch({ args: all, chromiumSandbox: false }); // fails too if something else is wrong
    const [reason] = String(error instanceof Error ? error.message : error).split('\n');
    tell(`${WITHOUT}, which did not start (user namespaces may be off: ${reason}): ${ADVICE}`);
    return browser;
  }
}

async function thisSystem(): Promise<FileBrowserNeeds> {
  const executablePath = await findBrowser();
  return {
    isRoot: process.getuid?.() === 0,
    launch: (options) => chromium.launch({ executablePath, ...options }),
    tell: (sentence) => console.warn(sentence),
  };
}
