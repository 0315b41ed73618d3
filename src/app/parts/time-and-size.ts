// How the page writes times and sizes.
import { formatNumber } from '../words/words.svelte.ts';

/** For example "0:07", "12:30" or "1:02:03". @param seconds rounded down */
export function formatTime(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (number: number) => String(number).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${two(whole % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}

/** For example "640 kB", "3.4 MB" or "1.2 GB": powers of ten. */
export function formatBytes(bytes: number): string {
  if (bytes < 999_500) return `${Math.round(bytes / 1e3)} kB`;
  if (bytes < 999_500_000) return `${formatNumber(bytes / 1e6, bytes < 9.95e6 ? 1 : 0)} MB`;
  return `${formatNumber(bytes / 1e9, 1)} GB`;
}
