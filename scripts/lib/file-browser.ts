// A browser for files that a person brings: behind its own sandbox, so that a file that breaks a decoder breaks that
// alone. The tests open nothing but what they made themselves, and go without.
import process from 'node:process';
import { chromium, type Browser } from '@playwright/test';
import { BASE_FLAGS, findBrowser } from './browser.ts';

const WITHOUT = 'The browser runs without its sandbox';
const ADVICE = 'evaluate only files that you trust.';

/** What it needs; tests pass fakes. */
export interface FileBrowserNeeds {
  isRoot: boolean;
  launch: (options: { args: string[]; chromiumSandbox: boolean }) => Promise<Browser>;
  /** Told, in a sentence, when there is no sandbox. */
  tell: (sentence: string) => void;
}

/**
 * Starts it, with its sandbox where the system allows one.
 * @param flags beside the base ones
 * @throws if it starts in neither way
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
    const browser = await launch({ args: all, chromiumSandbox: false }); // or it is something else that is wrong
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
