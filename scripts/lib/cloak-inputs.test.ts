import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findInputs, ofShard, PARTIAL, resultOf } from './cloak-inputs.ts';

let folder: string;
const at = (...names: string[]) => join(folder, ...names);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vanish-inputs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(...names: string[]): void {
  for (const name of names) {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), '');
  }
}

const results = (named: string[]) =>
  findInputs(
    named.map((name) => at(name)),
    at('out'),
  ).map(({ result }) => relative(at('out'), result));

test('a folder includes its subfolders, but no results, hidden files or other files', () => {
  write('in/a.jpg', 'in/deep/b.MP4', 'in/.hidden.jpg', 'in/notes.txt');
  expect(results(['in'])).toEqual(['a-cloaked', join('deep', 'b-cloaked')]);
  write('in/out/a-cloaked.jpg');
  const inside = findInputs([at('in')], at('in', 'out'));
  expect(inside.map(({ path }) => relative(folder, path))).toEqual([
    join('in', 'a.jpg'),
    join('in', 'deep', 'b.MP4'),
  ]);
});

test.each([
  ['in', 'in'],
  ['in', '.'],
  ['in/*.*', 'in'],
])('%s with results in %s: earlier results are no inputs', (named, out) => {
  write('in/a.jpg', 'in/b.png', 'in/a-cloaked.jpg', 'a-cloaked.jpg', 'in/own-cloaked.jpg');
  const paths = findInputs([at(named)], at(out)).map(({ path }) => relative(at('in'), path));
  const earlier = out === '.' ? ['a-cloaked.jpg'] : [];
  expect(paths.sort()).toEqual([...earlier, 'a.jpg', 'b.png', 'own-cloaked.jpg'].sort());
});

test.skipIf(process.platform === 'win32')('links to files in a folder are followed', () => {
  write('elsewhere/a.jpg', 'elsewhere/deep/b.jpg', 'in/c.jpg');
  symlinkSync(at('elsewhere/a.jpg'), at('in/a.jpg'));
  symlinkSync(at('elsewhere/deep'), at('in/deep'));
  symlinkSync(at('nowhere.jpg'), at('in/gone.jpg'));
  symlinkSync(at('in/round.jpg'), at('in/round.jpg'));
  expect(results(['in'])).toEqual(['a-cloaked', 'c-cloaked']);
});

test.skipIf(process.platform === 'win32')('a pipe is refused: reading it might never end', () => {
  execFileSync('mkfifo', [at('pipe.mp4')]);
  write('in/a.jpg');
  execFileSync('mkfifo', [at('in/pipe.mp4')]);
  expect(() => results(['pipe.mp4'])).toThrow(/neither a file nor a folder/);
  expect(results(['in'])).toEqual(['a-cloaked']);
});

test('patterns are expanded, and every file counts once', () => {
  write('a.jpg', 'b.jpg', 'c.png');
  expect(results(['*.jpg', 'a.jpg'])).toEqual(['a-cloaked', 'b-cloaked']);
});

test('files that differ only in their extension have separate results', () => {
  write('a.jpg', 'a.mp4');
  expect(results(['a.jpg', 'a.mp4'])).toEqual(['a-jpg-cloaked', 'a-mp4-cloaked']);
});

test('missing files are reported, and so are two inputs with the same result', () => {
  write('x/a.jpg', 'y/a.jpg', 'empty/notes.txt');
  expect(() => results(['nothing.jpg'])).toThrow(/no file, folder or match/);
  expect(() => results(['x/a.jpg', 'y/a.jpg'])).toThrow(/the same result/);
  expect(() => results(['empty'])).toThrow(/no photo and no film/);
});

test('the shards together cover every input once, in any order of the arguments', () => {
  const names = Array.from({ length: 10 }, (_, i) => `${i}.jpg`);
  write(...names);
  const inputs = findInputs(
    names.map((name) => at(name)),
    at('out'),
  );
  const turned = findInputs(
    names.toReversed().map((name) => at(name)),
    at('out'),
  );
  expect(turned).toEqual(inputs);
  const shards = [1, 2, 3].map((number) => ofShard(inputs, { number, of: 3 }));
  expect(shards.map(({ length }) => length)).toEqual([4, 3, 3]);
  expect(new Set(shards.flat())).toEqual(new Set(inputs));
});

test('a result is found by its name; a partial file does not count', () => {
  write('a.jpg', 'out/b-cloaked.mp4', `out/a-cloaked${PARTIAL}`, 'out/a-cloaked.v2-cloaked.jpg');
  const [input] = findInputs([at('a.jpg')], at('out'));
  expect(resultOf(input!)).toBeUndefined();
  write('out/a-cloaked.jpg');
  expect(resultOf(input!)).toBe(at('out', 'a-cloaked.jpg'));
});
