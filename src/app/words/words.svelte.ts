// The page's language: t() returns the texts of the chosen one, and is reactive in markup. English comes with the page;
// another language is loaded when it is chosen.
import { en, type Words } from './en.ts';

export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];
/** The name of each language in that language. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

export interface Dictionary {
  words: Words;
  /** Translates sentences from below the app, which are English. Unknown ones stay as they are. */
  translate: (text: string) => string;
}
/** Rejects if the dictionary cannot be fetched. */
export type LoadDictionary = () => Promise<Dictionary>;

const ENGLISH: Dictionary = { words: en, translate: (text) => text };
const LOADS: Readonly<Record<Language, LoadDictionary>> = {
  en: () => Promise.resolve(ENGLISH),
  de: () => import('./german.ts'),
};

let current: { language: Language; dictionary: Dictionary } = $state.raw({
  language: 'en',
  dictionary: ENGLISH,
});
/** The last that was asked for. */
let latest: Language = 'en';

/** The texts of the chosen language. */
export function t(): Words {
  return current.dictionary.words;
}

export function language(): Language {
  return current.language;
}

/**
 * Switches the language, including the document's, once its dictionary is there. If another language is chosen in the
 * meantime, that one counts.
 * @param load Default: fetches the dictionary; tests pass their own
 * @throws Error if the dictionary cannot be loaded; the page then keeps its language
 */
export async function speak(chosen: Language, load = LOADS[chosen]): Promise<void> {
  latest = chosen;
  const dictionary = await load();
  if (latest !== chosen) return;
  current = { language: chosen, dictionary };
  if (typeof document !== 'undefined') document.documentElement.lang = chosen;
}

/**
 * The first of the requested languages that the page has; otherwise English.
 * @param preferred as in BCP 47, the most preferred first
 */
export function languageOf(preferred: readonly (string | null | undefined)[]): Language {
  for (const tag of preferred) {
    const found = LANGUAGES.find((each) => each === tag?.toLowerCase().split('-')[0]);
    if (found) return found;
  }
  return 'en';
}

/** A sentence from below the app in the chosen language, or in English if there is no translation. */
export function told(sentence: string): string {
  return current.dictionary.translate(sentence);
}

/** For example "3.4", in German "3,4". @param digits after the decimal point */
export function formatNumber(value: number, digits = 0): string {
  return value.toFixed(digits).replace('.', t().decimal);
}
