// The blind test's words; t() returns those of the chosen language.
import { createSpoken } from '../../app/words/spoken.svelte.ts';
import { en } from './en.ts';

export const { start, t, language, speak } = createSpoken(en, {
  de: () => import('./blind-test-german.ts'),
});
