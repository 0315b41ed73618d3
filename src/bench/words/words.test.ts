import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { afterEach, expect, test } from 'vitest';
import { BROKEN, FORMAL, sameTexts, textsOf } from '../../app/words/test-words.ts';
import type { BenchJob } from '../messages.ts';
import { SENTENCES } from './de-sentences.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { nameOfJob } from './names.ts';
import { speak, told } from './words.ts';

afterEach(() => speak('en'));

test('the German dictionary has a German text for every English one', () => {
  expect(sameTexts(en, de)).toEqual(['columns.p50', 'peers.person-removal']); // a term, and a project's name
  const texts = [...textsOf(de).map(([, text]) => text), ...Object.values(SENTENCES)];
  expect(texts.filter((text) => BROKEN.test(text) || FORMAL.test(text))).toEqual([]);
});

test('every sentence that is translated by its text still occurs in the code', () => {
  const code = globSync('src/**/*.ts', { ignore: ['src/*/words/**', '**/*.test.ts'] })
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  const parts = Object.keys(SENTENCES).flatMap((english) => english.split('{}'));
  expect(parts.filter((part) => !/\$\{/.test(part) && !code.includes(part.trim()))).toEqual([]);
});

test('what was not measured is told in the language of the page, also by the engine', async () => {
  await speak('de');
  expect(told('The worker stopped: out of memory.')).toBe('Der Worker hielt an: out of memory.');
  expect(told('The list of variants names none.')).not.toContain('The');
  expect(told('The picture stayed black.')).toBe('Das Bild blieb schwarz.');
});

test('the name of what is measured is English unless other words are given', () => {
  const job: BenchJob = {
    kind: 'case',
    case: { tier: 'webgl', variant: 'a', width: 640, height: 480, plate: true },
  };
  expect(nameOfJob(job)).toBe('a on webgl, 640x480, room remembered');
  expect(nameOfJob(job, de)).toBe('a auf webgl, 640x480, mit gemerktem Raum');
  expect(nameOfJob({ kind: 'peer', peer: { name: 'blurred-background', tier: 'wasm' } }, de)).toBe(
    'Personen finden und Hintergrund weichzeichnen auf wasm',
  );
});
