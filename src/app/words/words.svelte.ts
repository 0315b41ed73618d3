// The page's language: t() returns the texts of the chosen one, and is reactive in markup.
import { de } from './de.ts';
import { en, type Words } from './en.ts';
import { inGerman } from './in-german.ts';

const DICTIONARIES = { en, de };
export type Language = keyof typeof DICTIONARIES;
export const LANGUAGES = ['en', 'de'] as const satisfies readonly Language[];
/** The name of each language in that language. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

let current: Language = $state('en');

/** The texts of the chosen language. */
export function t(): Words {
  return DICTIONARIES[current];
}

export function language(): Language {
  return current;
}

/** Switches the language, including the document's. */
export function speak(chosen: Language): void {
  current = chosen;
  if (typeof document !== 'undefined') document.documentElement.lang = chosen;
}

/**
 * The first of the requested languages that the page has; otherwise English.
 * @param wishes as in BCP 47, the most preferred first
 */
export function languageOf(wishes: readonly (string | null | undefined)[]): Language {
  for (const wish of wishes) {
    const found = LANGUAGES.find((each) => each === wish?.toLowerCase().split('-')[0]);
    if (found) return found;
  }
  return 'en';
}

/** A sentence from below the app in the chosen language, or in English if there is no translation. */
export function told(sentence: string): string {
  return current === 'de' ? inGerman(sentence) : sentence;
}

/** For example "3.4", in German "3,4". @param digits after the decimal point */
export function formatNumber(value: number, digits = 0): string {
  return value.toFixed(digits).replace('.', t().decimal);
}
