// The languages that the pages have.

export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];
/** The name of each language in that language. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

/**
 * The first of the requested languages that the pages have; otherwise English.
 * @param preferred as in BCP 47, the most preferred first
 */
export function languageOf(preferred: readonly (string | null | undefined)[]): Language {
  for (const tag of preferred) {
    const found = LANGUAGES.find((each) => each === tag?.toLowerCase().split('-')[0]);
    if (found) return found;
  }
  return 'en';
}
