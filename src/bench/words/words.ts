// The bench's words; t() returns those of the chosen language.
import { createSpoken } from '../../app/words/spoken.svelte.ts';
import { en } from './en.ts';

export const { start, t, language, speak, told, formatNumber } = createSpoken(en, {
  de: () => import('./bench-german.ts'),
});
