// The page's first words: nobody sees them in another language first.
import { afterEach, expect, test, vi } from 'vitest';
import { startPage } from './start-page.ts';
import { language, speak, type Dictionary } from './words/words.svelte.ts';
import { en } from './words/en.ts';

afterEach(() => speak('en'));

/** A page that notes the language in which it is mounted. */
function blankPage() {
  const mounted: string[] = [];
  return { mounted, mountPage: vi.fn(() => void mounted.push(language())) };
}

test('the page is mounted when its dictionary is there, and not before', async () => {
  const { mounted, mountPage } = blankPage();
  let arrive = (_: Dictionary) => {};
  const load = () => new Promise<Dictionary>((resolve) => (arrive = resolve));
  const started = startPage('de', mountPage, load);
  await new Promise((next) => setTimeout(next));
  expect(mounted).toEqual([]);
  arrive({ words: en, translate: (sentence) => sentence });
  await started;
  expect(mounted).toEqual(['de']);
});

test('the page is mounted in English if the dictionary cannot be loaded', async () => {
  const { mounted, mountPage } = blankPage();
  await startPage('de', mountPage, () => Promise.reject(new Error('There is no connection.')));
  expect(mounted).toEqual(['en']);
});

test('what fails in mounting is not taken for a missing dictionary', async () => {
  const broken = () => {
    throw new Error('It does not mount.');
  };
  await expect(startPage('en', broken)).rejects.toThrow('It does not mount.');
});
