// Neither the order nor the name reveals which picture is real.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PICTURE, PICTURES, TRUTH } from '../../src/blind-test/addresses.ts';
import type { Case } from '../../src/evaluate/messages.ts';
import { answerTo, choosePictures } from './blind-server.ts';

const work = mkdtempSync(join(tmpdir(), 'vanish-blind-'));
const results = join(work, 'results');
const cases = Array.from({ length: 10 }, (_, i): Case => {
  return { name: `case-${i}`, kind: 'pair', input: 'input.jpg', clean: 'clean.jpg' };
});

beforeAll(() => {
  for (const { name } of cases) {
    mkdirSync(join(results, name), { recursive: true });
    writeFileSync(join(results, name, 'output.png'), '');
  }
});
afterAll(() => rmSync(work, { recursive: true }));

test('every case is shown once, half of them real', () => {
  const pictures = choosePictures(cases, 'cases', results);
  expect(pictures.filter(({ isReal }) => isReal)).toHaveLength(5);
  const names = pictures.map(({ file }) => /case-\d/.exec(file)![0]);
  expect(new Set(names).size).toBe(10);
  for (const { file, isReal } of pictures) {
    expect(file.endsWith(isReal ? 'clean.jpg' : 'output.png')).toBe(true);
  }
});

test('which pictures are real, and their order, differ every time', () => {
  const orders = Array.from({ length: 8 }, () =>
    choosePictures(cases, 'cases', results)
      .map(({ file, isReal }) => `${/\d/.exec(file.slice(-20))![0]} ${isReal}`)
      .join(),
  );
  expect(new Set(orders).size).toBe(8);
});

test('the page gets tokens and pictures, and the truth only on request', () => {
  const pictures = choosePictures(cases, 'cases', results);
  const [first] = pictures;
  const listed = answerTo(pictures, PICTURES);
  expect(JSON.stringify(listed)).not.toMatch(/case|real|true|false/i);
  expect(listed).toEqual({ json: pictures.map(({ token }) => token) });
  expect(answerTo(pictures, PICTURE + first!.token)).toEqual({ file: first!.file });
  expect(answerTo(pictures, TRUTH + first!.token)).toEqual({ json: first!.isReal });
  expect(answerTo(pictures, `${PICTURE}../secret`)).toBeUndefined();
  expect(answerTo(pictures, '/')).toBeUndefined();
});

test('without a cloaked pair, the error says what to do', () => {
  expect(() => choosePictures(cases, 'cases', join(work, 'nothing'))).toThrow('npm run evaluate');
});
