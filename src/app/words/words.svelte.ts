// In which language the page speaks: t() has the words of the chosen one, and follows it where it is used in markup.
import { de } from './de.ts';
import { en, type Words } from './en.ts';
import { inGerman } from './de-sentences.ts';

const DICTIONARIES = { en, de };
export type Language = keyof typeof DICTIONARIES;
export const LANGUAGES = ['en', 'de'] as const satisfies readonly Language[];
/** As each calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

let current: Language = $state('en');

/** The words of the chosen language. */
export function t(): Words {
  return DICTIONARIES[current];
}

export function language(): Language {
  return current;
}

/** From now on; the document says so too. */
export function speak(chosen: Language): void {
  current = chosen;
  if (typeof document !== 'undefined') document.documentElement.lang = chosen;
}

/**
 * The first language of those wished for that the page has; else English.
 * @param wishes as in BCP 47, the dearest first
 */
export function languageOf(wishes: readonly (string | null | undefined)[]): Language {
  for (const wish of wishes) {
    const found = LANGUAGES.find((each) => each === wish?.toLowerCase().split('-')[0]);
    if (found) return found;
  }
  return 'en';
}

/** A sentence from below the app in the chosen language; in English where nobody has translated it. */
export function told(sentence: string): string {
  return current === 'de' ? inGerman(sentence) : sentence;
}

/** As "3.4", in German "3,4". @param digits after the point */
export function formatNumber(value: number, digits = 0): string {
  return value.toFixed(digits).replace('.', t().decimal);
}
