import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { afterEach, expect, test } from 'vitest';
import { SENTENCES } from './de-sentences.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { inGerman } from './in-german.ts';
import {
  formatNumber,
  language,
  languageOf,
  speak,
  t,
  told,
  type Dictionary,
} from './words.svelte.ts';

afterEach(() => speak('en'));

/** Every text of a dictionary by its path. Functions are called with numbers and names. */
function textsOf(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([name, value]: [string, unknown]): [string, string][] => {
    const at = path ? `${path}.${name}` : name;
    if (typeof value === 'string') return [[at, value]];
    if (typeof value !== 'function') return textsOf(value as object, at);
    const given = at === 'hiding.person' ? [true, 2, 3, 'left', true] : [2, 3, 'x', 'left', true];
    return [[at, String((value as (...all: unknown[]) => unknown)(...given))]];
  });
}

/** Words that are the same in German and English. */
const THE_SAME =
  /^(clips\.(label|name)|film\.label|recording\.phases\.idle|photos\.phases\.working|stage\.ofSteps|pause|film\.paused|drawer\.language|onnx\.name|keys\.does\.\?)$/;

test('the German dictionary has a German text for every English one', () => {
  const german = new Map(textsOf(de));
  const same = textsOf(en).filter(
    ([at, text]) => german.get(at) === text && /[a-z]{2}/i.test(text),
  );
  expect(same.map(([at]) => at).filter((at) => !THE_SAME.test(at))).toEqual([]);
  expect(textsOf(de).filter(([, text]) => /undefined|NaN|\[object/.test(text))).toEqual([]);
});

test('German texts address the user as du throughout', () => {
  const texts = [...textsOf(de).map(([, text]) => text), ...Object.values(SENTENCES)];
  expect(
    texts.filter((text) =>
      /\bIhr(e|en|em|er|es)?\b(?! Schalter)|\bSie (können|müssen|haben|sind)\b/.test(text),
    ),
  ).toEqual([]);
});

test('every sentence that is translated by its text still occurs in the code', () => {
  const code = globSync('src/**/*.ts', { ignore: ['src/app/words/**', '**/*.test.ts'] })
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n')
    .replace(/['`] \+\s+['`]/g, '');
  const ADDED = /^"|"$|\.$/g; // by quoted(), and where a reason becomes a sentence
  const lost = Object.keys(SENTENCES).filter((english) =>
    english.split('{}').some((part) => !code.includes(part.trim().replace(ADDED, '').trim())),
  );
  expect(lost).toEqual([]);
});

test('sentences from lower layers appear in German, including the names in them', async () => {
  await speak('de');
  expect(
    told(
      '“a.mp4” is not a video. Nichts wird gezeigt. Open another video, for example an MP4 with H.264 or a WebM.',
    ),
  ).toBe(
    '“a.mp4” ist kein Video. Nichts wird gezeigt. Öffne ein anderes Video, etwa ein MP4 mit H.264 oder ein WebM.',
  );
  expect(told('The camera did not start (Error: odd).')).toBe(
    'Die Kamera startet nicht (Error: odd).',
  );
  expect(inGerman('A sentence that nobody knows.')).toBe('A sentence that nobody knows.');
});

test('a reason within a sentence is translated too, and a name is not', () => {
  expect(
    inGerman(
      '"Ready" cannot be used: its weights are in another file. Export it with the weights inside.',
    ),
  ).toBe(
    '„Ready“ lässt sich nicht benutzen: Die Gewichte liegen in einer anderen Datei. Exportiere es mit den Gewichten darin.',
  );
  expect(inGerman('"a.onnx" does not run: something odd.')).toBe(
    '„a.onnx“ läuft nicht: something odd.',
  );
  expect(inGerman('The recording could not continue (The recorder stopped working.).')).toBe(
    'Die Aufnahme konnte nicht weitergehen (Die Aufnahme funktioniert nicht mehr.).',
  );
});

test('the language is the first preferred one that is available', () => {
  expect(languageOf([null, undefined, 'fr-CA', 'de-AT', 'en'])).toBe('de');
  expect(languageOf(['en-GB', 'de'])).toBe('en');
  expect(languageOf(['ja'])).toBe('en');
});

const DIALECT: Dictionary = { words: { ...en, close: 'Zu' }, translate: () => 'Übersetzt' };

test('a language is spoken once its dictionary is there, and not before', async () => {
  let arrive = (_: Dictionary) => {};
  const switched = speak('de', () => new Promise((resolve) => (arrive = resolve)));
  expect([language(), t().close, told('Ready')]).toEqual(['en', 'Close', 'Ready']);
  arrive(DIALECT);
  await switched;
  expect([language(), t().close, told('Ready')]).toEqual(['de', 'Zu', 'Übersetzt']);
});

test('without its dictionary, the page keeps its language', async () => {
  const lost = () => Promise.reject<Dictionary>(new Error('There is no connection.'));
  await expect(speak('de', lost)).rejects.toThrow('There is no connection.');
  expect([language(), t().close]).toEqual(['en', 'Close']);
  await speak('de');
  expect([language(), t().close]).toEqual(['de', 'Schließen']);
});

test('of two choices, the later one counts, whichever dictionary comes first', async () => {
  let arrive = (_: Dictionary) => {};
  const switched = speak('de', () => new Promise((resolve) => (arrive = resolve)));
  await speak('en');
  arrive(DIALECT);
  await switched;
  expect([language(), t().close]).toEqual(['en', 'Close']);
});

test('numbers and counts follow the language', async () => {
  expect([formatNumber(3.44, 1), t().hiding.zones(1), t().hiding.zones(2)]).toEqual([
    '3.4',
    '1 zone',
    '2 zones',
  ]);
  await speak('de');
  expect([formatNumber(3.44, 1), t().hiding.zones(0), t().hiding.zones(2)]).toEqual([
    '3,4',
    'Keine Zone',
    '2 Zonen',
  ]);
});
