// How the page writes sizes of files.
import { formatNumber } from '../words/words.svelte.ts';

/** For example "640 kB", "3.4 MB" or "1.2 GB": powers of ten. */
export function formatBytes(bytes: number): string {
  if (bytes < 999_500) return `${Math.round(bytes / 1e3)} kB`;
  if (bytes < 999_500_000) return `${formatNumber(bytes / 1e6, bytes < 9.95e6 ? 1 : 0)} MB`;
  return `${formatNumber(bytes / 1e9, 1)} GB`;
}
