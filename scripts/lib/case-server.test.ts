// Only a case's own files can be read, and only results can be written.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CASES, RESULTS, addressOf } from '../../src/evaluate/addresses.ts';
import { findCaseFile, findResultFile } from './case-server.ts';

const options = {
  cases: [
    { name: 'a b/ü', kind: 'pair' as const, input: 'input.jpg', clean: 'clean.jpg' },
    { name: 'c', kind: 'clip' as const, input: 'clip.mp4' },
  ],
  directory: 'in',
  out: 'out',
};

test('the files of a case are found, whatever its name', () => {
  const path = join('in', 'a b/ü', 'clean.jpg');
  expect(findCaseFile(options, addressOf(CASES, 'a b/ü', 'clean.jpg'))).toBe(path);
});

test.each([
  addressOf(CASES, 'c', 'clean.jpg'),
  addressOf(CASES, 'c', '../c/clip.mp4'),
  addressOf(CASES, 'unknown', 'clip.mp4'),
  `${CASES}c`,
  `${CASES}c/clip.mp4/more`,
  '/elsewhere/c/clip.mp4',
])('%s cannot be read', (path) => {
  expect(findCaseFile(options, path)).toBeUndefined();
});

test('results go into their case’s folder', () => {
  const result = { folder: join('out', 'c'), file: 'output.mp4' };
  expect(findResultFile(options, addressOf(RESULTS, 'c', 'output.mp4'))).toEqual(result);
});

test('a picture’s hole goes next to it', () => {
  const result = { folder: join('out', 'a b/ü'), file: 'hole.png' };
  expect(findResultFile(options, addressOf(RESULTS, 'a b/ü', 'hole.png'))).toEqual(result);
});

test.each([
  addressOf(RESULTS, 'c', 'metrics.json'),
  addressOf(RESULTS, 'c', '../output.mp4'),
  addressOf(RESULTS, 'unknown', 'output.mp4'),
])('%s cannot be written', (path) => {
  expect(findResultFile(options, path)).toBeUndefined();
});
