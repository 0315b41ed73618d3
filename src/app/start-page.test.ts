// The page's first words: nobody sees them in another language first.
import { afterEach, expect, test, vi } from 'vitest';
import { startPage } from './start-page.ts';
import { en, type Words } from './words/en.ts';
import type { Dictionary } from './words/spoken.svelte.ts';
import { language, speak } from './words/words.svelte.ts';

afterEach(() => speak('en'));

/** A page that notes the language in which it is mounted. */
function blankPage() {
  const mounted: string[] = [];
  return { mounted, mountPage: vi.fn(() => void mounted.push(language())) };
}

test('the page is mounted when its dictionary is there, and not before', async () => {
  const { mounted, mountPage } = blankPage();
  let arrive = (_: Dictionary<Words>) => {};
  const load = () => new Promise<Dictionary<Words>>((resolve) => (arrive = resolve));
  const started = startPage((chosen) => speak(chosen, load), mountPage, 'de');
  await new Promise((next) => setTimeout(next));
  expect(mounted).toEqual([]);
  arrive({ words: en, translate: (sentence) => sentence });
  await started;
  expect(mounted).toEqual(['de']);
});

test('the page is mounted in English if the dictionary cannot be loaded', async () => {
  const { mounted, mountPage } = blankPage();
  const lost = () => Promise.reject(new Error('There is no connection.'));
  await startPage((chosen) => speak(chosen, lost), mountPage, 'de');
  expect(mounted).toEqual(['en']);
});

test('what fails in mounting is not taken for a missing dictionary', async () => {
  const broken = () => {
    throw new Error('It does not mount.');
  };
  await expect(startPage(speak, broken, 'en')).rejects.toThrow('It does not mount.');
});
