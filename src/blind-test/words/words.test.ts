import { expect, test } from 'vitest';
import { BROKEN, FORMAL, sameTexts, textsOf } from '../../app/words/test-words.ts';
import { de } from './de.ts';
import { en } from './en.ts';

test('the German dictionary has a German text for every English one', () => {
  expect(sameTexts(en, de)).toEqual([]);
  const texts = textsOf(de).map(([, text]) => text);
  expect(texts.filter((text) => BROKEN.test(text) || FORMAL.test(text))).toEqual([]);
});
