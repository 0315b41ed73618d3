// The words of a page in its chosen language. English comes with the page; another language is loaded when it is
// chosen. Each page has its own words; a component that reads them follows the language.
import { preferredLanguage, type Language } from './languages.ts';

export interface Dictionary<Words> {
  words: Words;
  /** Translates sentences from layers below the page, which are English. Unknown ones stay as they are. */
  translate: (text: string) => string;
}
/** Rejects if the dictionary cannot be fetched. */
export type LoadDictionary<Words> = () => Promise<Dictionary<Words>>;

export interface Spoken<Words> {
  /** The texts of the chosen language. */
  t: () => Words;
  language: () => Language;
  /**
   * Switches the language, including the document's, once its dictionary is there. If another language is chosen in
   * the meantime, that one counts.
   * @param load Default: fetches the dictionary; tests pass their own
   * @throws Error if the dictionary cannot be loaded; the page then keeps its language
   */
  speak: (chosen: Language, load?: LoadDictionary<Words>) => Promise<void>;
  /**
   * Mounts the page once its dictionary is there, so that nobody sees English first. If it cannot be loaded, the page is
   * English.
   * @param chosen Default: the preferred language
   * @param load as above
   */
  start: (mountPage: () => void, chosen?: Language, load?: LoadDictionary<Words>) => Promise<void>;
  /** A sentence from a layer below the page in the chosen language, or in English if there is no translation. */
  told: (sentence: string) => string;
  /** For example "3.4", in German "3,4". @param digits after the decimal point */
  formatNumber: (value: number, digits?: number) => string;
}

export function createSpoken<Words>(
  words: Words,
  others: Readonly<Record<Exclude<Language, 'en'>, LoadDictionary<Words>>>,
): Spoken<Words> {
  const english: Dictionary<Words> = { words, translate: (text) => text };
  const loads: Readonly<Record<Language, LoadDictionary<Words>>> = {
    ...others,
    en: () => Promise.resolve(english),
  };
  let current: { language: Language; dictionary: Dictionary<Words> } = $state.raw({
    language: 'en',
    dictionary: english,
  });
  /** The last that was asked for. */
  let latest: Language = 'en';

  async function speak(chosen: Language, load = loads[chosen]): Promise<void> {
    latest = chosen;
    const dictionary = await load();
    if (latest !== chosen) return;
    current = { language: chosen, dictionary };
    if (typeof document !== 'undefined') document.documentElement.lang = chosen;
  }

  return {
    t: () => current.dictionary.words,
    language: () => current.language,
    speak,
    async start(mountPage, chosen = preferredLanguage(), load) {
      await speak(chosen, load).catch(() => {}); // the main page offers the language again, and says why it is missing
      mountPage();
    },
    told: (sentence) => current.dictionary.translate(sentence),
    formatNumber: (value, digits = 0) =>
      value.toLocaleString(current.language, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }),
  };
}
