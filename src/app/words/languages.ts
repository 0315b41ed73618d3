// The languages that the pages have, and which of them a page starts in.
import { readKept } from '../session/kept-choices.ts';

export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];
/** The name of each language in that language. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

/**
 * The first of the requested languages that the pages have; otherwise English.
 * @param preferred as in BCP 47, the most preferred first; anything else is passed over
 */
export function languageOf(preferred: readonly unknown[]): Language {
  for (const tag of preferred) {
    const found = LANGUAGES.find((each) => each === String(tag).toLowerCase().split('-')[0]);
    if (found) return found;
  }
  return 'en';
}

/** The language that the address asks for (`?lang=de`), that was chosen on the main page, or that the browser prefers. */
export function preferredLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang');
  return languageOf([asked, readKept().language, ...navigator.languages]);
}
