// Starts a page in the user's language.
import { readPreferences } from './session/preferences.ts';
import { languageOf, type Language } from './words/languages.ts';

/**
 * Mounts the page once its dictionary is there, so that nobody sees English first. If it cannot be loaded, the page is
 * English.
 * @param speak of the page's words
 * @param language Default: what the address asks for, was chosen before, or the browser prefers
 */
export async function startPage(
  speak: (language: Language) => Promise<void>,
  mountPage: () => void,
  language = preferredLanguage(),
): Promise<void> {
  await speak(language).catch(() => {}); // the main page's drawer offers the language again, and says why it is missing
  mountPage();
}

function preferredLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang');
  return languageOf([asked, readPreferences().language, ...navigator.languages]);
}
