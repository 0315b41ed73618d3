// The main page's words; t() returns those of the chosen language.
import { en } from './en.ts';
import { createSpoken } from './spoken.svelte.ts';

export const { start, t, language, speak, told, formatNumber } = createSpoken(en, {
  de: () => import('./german.ts'),
});
