import type { Browser } from '@playwright/test';
import { expect, test, vi } from 'vitest';
import { openFileBrowser } from './file-browser.ts';

const browser = {} as Browser;

/** @param refuses whether the system forbids user namespaces */
function system({ isRoot = false, refuses = false } = {}) {
  const launch = vi.fn(
    async ({ chromiumSandbox }: { args: string[]; chromiumSandbox: boolean }) => {
      if (chromiumSandbox && refuses) throw new Error('No usable sandbox!\nUpdate your kernel');
      return browser;
    },
  );
  const tell = vi.fn<(sentence: string) => void>();
  return { isRoot, launch, tell };
}

test('a browser for a user’s files runs in its sandbox, without a message', async () => {
  const needs = system();
  expect(await openFileBrowser(['--flag'], needs)).toBe(browser);
  expect(needs.launch).toHaveBeenCalledOnce();
  const [{ args, chromiumSandbox }] = needs.launch.mock.calls[0]!;
  expect(chromiumSandbox).toBe(true);
  expect(args).toContain('--flag');
  expect(args).not.toContain('--no-sandbox');
  expect(needs.tell).not.toHaveBeenCalled();
});

test.each([
  ['root', { isRoot: true }, 'as Chromium must for root'],
  ['a system without user namespaces', { refuses: true }, 'No usable sandbox!'],
])('for %s it runs without a sandbox, and says so', async (_what, facts, reason) => {
  const needs = system(facts);
  expect(await openFileBrowser([], needs)).toBe(browser);
  const { args, chromiumSandbox } = needs.launch.mock.lastCall![0];
  expect(chromiumSandbox).toBe(false);
  expect(args).toContain('--no-sandbox');
  expect(needs.tell).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(reason));
});

test('an error unrelated to the sandbox is still an error', async () => {
  const launch = () => Promise.reject(new Error('No such file'));
  const tell = vi.fn();
  await expect(openFileBrowser([], { isRoot: false, launch, tell })).rejects.toThrow(
    'No such file',
  );
  expect(tell).not.toHaveBeenCalled();
});
