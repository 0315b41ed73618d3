import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import ts from 'typescript';
import { afterEach, expect, test } from 'vitest';
import { SENTENCES } from './de-sentences.ts';
import { de } from './de.ts';
import { en, type Words } from './en.ts';
import { inGerman } from './in-german.ts';
import { languageOf } from './languages.ts';
import type { Dictionary } from './spoken.svelte.ts';
import { BROKEN, FORMAL, sameTexts, textsOf } from './test-words.ts';
import { formatNumber, language, speak, t, told } from './words.svelte.ts';

afterEach(() => speak('en'));

const given = (at: string) =>
  at === 'hiding.person' ? [true, 2, 3, 'left', true] : [2, 3, 'x', 'left', true];

/** Words that are the same in German and English. */
const THE_SAME =
  /^(clips\.(label|name)|film\.label|recording\.phases\.idle|photos\.phases\.working|stage\.ofSteps|pause|film\.paused|drawer\.language|onnx\.name|keys\.does\.\?)$/;

test('the German dictionary has a German text for every English one', () => {
  expect(sameTexts(en, de, given).filter((at) => !THE_SAME.test(at))).toEqual([]);
  expect(textsOf(de, given).filter(([, text]) => BROKEN.test(text))).toEqual([]);
});

test('German texts address the user as du throughout', () => {
  const texts = [...textsOf(de, given).map(([, text]) => text), ...Object.values(SENTENCES)];
  expect(texts.filter((text) => FORMAL.test(text))).toEqual([]);
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

/** The text of a literal, with 7 for every inserted value; undefined for other expressions. */
function literalText(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('7');
  }
  if (!ts.isBinaryExpression(node)) return undefined;
  const [left, right] = [literalText(node.left), literalText(node.right)];
  return left !== undefined && right !== undefined ? left + right : undefined;
}

function literalsOf(node: ts.Node): string[] {
  const text = literalText(node);
  const found: string[] = text === undefined ? [] : [text];
  if (text === undefined) node.forEachChild((child) => void found.push(...literalsOf(child)));
  return found;
}

/** For developers, or replaced before anybody sees them. */
const STAYS_ENGLISH =
  /^(The film was cancelled|The segmenter was not loaded|This clip was never begun|No picture (in it|came)|It cannot be decoded)/;

test('what recordings, films, photos, sources, things and pictures of the room say has a German version', () => {
  const folders = ['recording', 'photos', 'sources', 'cloak/things', 'cloak/brought', 'cloak/room'];
  const english = globSync(
    folders.map((folder) => `src/${folder}/**/*.ts`),
    { ignore: ['**/*.test.ts', '**/fake-*'] },
  )
    .flatMap((path) => {
      const code = readFileSync(path, 'utf8');
      return literalsOf(ts.createSourceFile(path, code, ts.ScriptTarget.Latest));
    })
    .flatMap((text) => text.split(/(?<=[.!?])\s+(?=[\p{Lu}“])/u))
    .filter((sentence) => /^[\p{Lu}“7].* .* .*[.?]$/u.test(sentence))
    .filter((sentence) => inGerman(sentence) === sentence && !STAYS_ENGLISH.test(sentence));
  expect(english).toEqual([]);
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
  expect(inGerman('The card of "the camera" could not be loaded: the server answers 500.')).toBe(
    'Die Karte von „the camera“ ließ sich nicht laden: Antwort 500 vom Server.',
  );
  expect(inGerman('The recording could not continue (The recorder stopped working.).')).toBe(
    'Die Aufnahme konnte nicht weitergehen (Die Aufnahme funktioniert nicht mehr.).',
  );
});

test('a reason of several sentences is translated as a whole', () => {
  expect(
    inGerman(
      'The film could not be cloaked to the end (The picture has 3 x 2 pixels, too few for anybody to be found in it. Nothing of it is shown. Choose another video or another camera.). Nothing was kept.',
    ),
  ).toBe(
    'Der Film ließ sich nicht zu Ende tarnen (Das Bild hat 3 x 2 Pixel, zu wenige, um jemanden darin zu finden. Nichts davon wird gezeigt. Nimm ein anderes Video oder eine andere Kamera.). Nichts ist gesichert.',
  );
  expect(inGerman('“a (1.mp4” is empty. Nothing was kept.')).toBe(
    '“a (1.mp4” ist leer. Nichts ist gesichert.',
  );
});

test('the language is the first preferred one that is available', () => {
  expect(languageOf([null, undefined, 7, {}, 'fr-CA', 'de-AT', 'en'])).toBe('de');
  expect(languageOf(['en-GB', 'de'])).toBe('en');
  expect(languageOf(['ja'])).toBe('en');
});

const DIALECT: Dictionary<Words> = { words: { ...en, close: 'Zu' }, translate: () => 'Übersetzt' };

test('a language is spoken once its dictionary is there, and not before', async () => {
  let arrive = (_: Dictionary<Words>) => {};
  const switched = speak('de', () => new Promise((resolve) => (arrive = resolve)));
  expect([language(), t().close, told('Ready')]).toEqual(['en', 'Close', 'Ready']);
  arrive(DIALECT);
  await switched;
  expect([language(), t().close, told('Ready')]).toEqual(['de', 'Zu', 'Übersetzt']);
});

test('without its dictionary, the page keeps its language', async () => {
  const lost = () => Promise.reject<Dictionary<Words>>(new Error('There is no connection.'));
  await expect(speak('de', lost)).rejects.toThrow('There is no connection.');
  expect([language(), t().close]).toEqual(['en', 'Close']);
  await speak('de');
  expect([language(), t().close]).toEqual(['de', 'Schließen']);
});

test('of two choices, the later one counts, whichever dictionary comes first', async () => {
  let arrive = (_: Dictionary<Words>) => {};
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
