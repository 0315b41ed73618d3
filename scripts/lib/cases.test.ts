import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findCases, readCase } from './cases.ts';

test('a picture alone is an image, and with a clean one a pair', () => {
  expect(readCase('a', ['input.jpg'])).toEqual({ name: 'a', kind: 'image', input: 'input.jpg' });
  expect(readCase('a', ['clean.png', 'input.jpg', 'mask.png', 'notes.txt'])).toEqual({
    name: 'a',
    kind: 'pair',
    input: 'input.jpg',
    mask: 'mask.png',
    clean: 'clean.png',
  });
});

test('a clip takes its masks from a clip', () => {
  expect(readCase('a', ['clip.mp4', 'masks.mp4', 'mask.png', 'clean.jpg'])).toEqual({
    name: 'a',
    kind: 'clip',
    input: 'clip.mp4',
    mask: 'masks.mp4',
    clean: 'clean.jpg',
  });
});

test('a folder with no case, or with two, is refused by name', () => {
  expect(() => readCase('a', ['mask.png'])).toThrow(/"a" has neither/);
  expect(() => readCase('a', ['input.jpg', 'clip.mp4'])).toThrow(/"a" has both input.jpg and clip/);
  expect(() => readCase('a', ['input.jpg', 'input.png'])).toThrow(/both input.png and input.jpg/);
  expect(() => readCase('a', ['clip.mp4', 'clean.jpg', 'clean.png'])).toThrow(/both clean.png/);
});

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vanish-cases-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a broken case is reported, and the others are found in order', () => {
  for (const name of ['b', 'a', 'empty', '.hidden']) mkdirSync(join(folder, name));
  for (const name of ['a', 'b', '.hidden']) writeFileSync(join(folder, name, 'input.png'), '');
  writeFileSync(join(folder, 'README.md'), '');

  const { cases, failed } = findCases(folder);
  expect(cases.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(failed).toEqual([{ name: 'empty', sentence: expect.stringContaining('"empty"') }]);
});

test('an empty or missing folder is refused', () => {
  expect(() => findCases(folder)).toThrow(/has no cases/);
  expect(() => findCases(join(folder, 'none'))).toThrow(/There is no folder/);
});
