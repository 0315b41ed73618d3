import { expect, test } from 'vitest';
import { readCloakOptions, UsageError } from './cloak-options.ts';

test('files and a folder are enough', () => {
  expect(readCloakOptions(['a.jpg', 'b', '--out', 'o'])).toEqual({
    files: ['a.jpg', 'b'],
    out: 'o',
    passes: 2,
    texture: true,
    resume: false,
    shard: { number: 1, of: 1 },
  });
});

test('shards are counted from 1', () => {
  expect(readCloakOptions(['a', '--out', 'o', '--shard', '2/3']).shard).toEqual({
    number: 2,
    of: 3,
  });
});

test.each([
  [['a.jpg'], /--out is missing/],
  [['--out', 'o'], /Name the photos/],
  [['a', '--out', 'o', '--shard', '0/3'], /from 1\/3 to 3\/3/],
  [['a', '--out', 'o', '--shard', '4/3'], /from 1\/3 to 3\/3/],
  [['a', '--out', 'o', '--passes', '3'], /1 or 2/],
  [['a', '--out', 'o', '--backend', 'cuda'], /not "cuda"/],
  [['a', '--out', 'o', '--speed'], /--speed/],
])('%j is refused with a message', (args, sentence) => {
  expect(() => readCloakOptions(args)).toThrow(UsageError);
  expect(() => readCloakOptions(args)).toThrow(sentence);
});
