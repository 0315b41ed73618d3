// The most memory that the browser's renderers held at any moment. Linux only, which counts it (proc(5): VmHWM).
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';

/** Whether this system counts it. */
export const COUNTS_PEAKS = existsSync('/proc/self/clear_refs');

/** Resets the most that a process ever held to what it holds now. */
const FORGET_PEAK = '5';

/** @returns by how much the renderers' most is above what they hold now, MB; of the one that grew the most */
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
