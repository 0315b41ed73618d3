import { afterEach, expect, test } from 'vitest';
import { BROKEN, FORMAL, sameTexts, textsOf } from '../../app/words/test-words.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { speak, t, told } from './words.ts';

afterEach(() => speak('en'));

test('the German dictionary has a German text for every English one', () => {
  expect(sameTexts(en, de)).toEqual([]);
  const texts = textsOf(de).map(([, text]) => text);
  expect(texts.filter((text) => BROKEN.test(text) || FORMAL.test(text))).toEqual([]);
});

test('in German, sentences of the cloak and of the camera are German too', async () => {
  await speak('de');
  expect([
    t().call,
    told('Loading the segmenter'),
    told('The camera was refused.'),
    told('The cloak broke, and with it its track. Put it on again.'),
  ]).toEqual([
    'Mich selbst anrufen',
    'Lädt die Personensuche',
    'Die Kamera wurde nicht erlaubt.',
    'Die Tarnung funktioniert nicht mehr, und mit ihr endet das getarnte Bild. Ruf noch einmal an.',
  ]);
});
