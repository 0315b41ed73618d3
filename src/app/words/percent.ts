// Shares as a language writes them.
import type { Language } from './languages.ts';

/** For example "75%", in German "75 %". @param share 0..1 */
export function formatPercent(language: Language, share: number): string {
  return share.toLocaleString(language, { style: 'percent' });
}
