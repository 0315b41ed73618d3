// The peak memory of the browser's renderers. Linux only, which records it (proc(5): VmHWM).
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';

/** Whether this system records it. */
export const COUNTS_PEAKS = existsSync('/proc/self/clear_refs');

/** Resets a process's peak to its current memory. */
const FORGET_PEAK = '5';

/** @returns a function that gives the renderers' peak above their current memory, MB; for the one that grew the most */
export async function watchPeak(browser: Browser): Promise<() => number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const began = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => {
      writeFileSync(`/proc/${id}/clear_refs`, FORGET_PEAK);
      return { id, held: megabytes(id, 'VmRSS') };
    });
  return () => Math.max(...began.map(({ id, held }) => megabytes(id, 'VmHWM') - held));
}

function megabytes(id: number, which: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${id}/status`, 'utf8');
  return Number(new RegExp(`${which}:\\s+(\\d+) kB`).exec(status)![1]) / 1024;
}
