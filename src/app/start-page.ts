// Starts the page in the user's language.
import { speak, type Language, type LoadDictionary } from './words/words.svelte.ts';

/**
 * Mounts the page once its dictionary is there, so that nobody sees English first. If it cannot be loaded, the page is
 * English.
 * @param load Default: fetches the dictionary; tests pass their own
 */
export async function startPage(
  language: Language,
  mountPage: () => void,
  load?: LoadDictionary,
): Promise<void> {
  await speak(language, load).catch(() => {}); // the drawer offers the language again, and says why it is missing
  mountPage();
}
