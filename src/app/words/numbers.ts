// Numbers as a language writes them (Intl.NumberFormat).
import type { Language } from './languages.ts';

/** For example "3.4", in German "3,4". @param digits after the decimal point */
export function formatNumber(language: Language, value: number, digits = 0): string {
  return value.toLocaleString(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** For example "75%", in German "75 %". @param share 0..1 */
export function formatPercent(language: Language, share: number): string {
  return share.toLocaleString(language, { style: 'percent' });
}
