// A card that breaks the contract is refused with a message that says what is wrong.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chooseWay } from './way.ts';
import { checkFinder } from '../segmentation/finder.ts';
import { inputDepth, outputDepth } from './card.ts';
import { readCard } from './read-card.ts';

const shipped = () => JSON.parse(readFileSync('models/guided-lite/card.json', 'utf8'));
const changed = (change: (card: ReturnType<typeof shipped>) => void) => {
  const card = shipped();
  change(card);
  return () => readCard(card, 'guided-lite');
};

test('every shipped card keeps the contract', () => {
  const catalog = JSON.parse(readFileSync('models/catalog.json', 'utf8'));
  for (const id of catalog.variants) {
    const card = readCard(JSON.parse(readFileSync(`models/${id}/card.json`, 'utf8')), id);
    expect(inputDepth(card)).toBeGreaterThan(0);
    expect(outputDepth(card)).toBeGreaterThanOrEqual(3);
  }
  expect(catalog.variants).toContain(catalog.default);
});

test('the shipped finder is a finder, and gives only people', () => {
  const card = readCard(JSON.parse(readFileSync('models/finder/card.json', 'utf8')), 'finder');
  checkFinder(card);
  expect(outputDepth(card)).toBe(1);
  expect(() => chooseWay(card)).toThrow('it is a finder, and a generator is needed');
  expect(() => checkFinder(readCard(shipped(), 'guided-lite'))).toThrow('it is a generator');
});

test.each([
  ['no object', () => readCard([], 'x'), /must be an object/],
  ['another id', () => readCard(shipped(), 'guided'), /its folder is "guided"/],
  ['an unknown channel', changed((c) => c.input.channels.push('depth')), /has "depth"/],
  ['a channel twice', changed((c) => c.input.channels.push('mask')), /has "mask" twice/],
  ['no title', changed((c) => delete c.title), /"title" must be text/],
  ['a finder that gives colours', changed((c) => (c.role = 'finder')), /a finder returns "person"/],
  [
    'a generator that returns people',
    changed((c) => c.output.channels.push('person')),
    /only a finder returns that/,
  ],
  ['a kind of fill', changed((c) => (c.fill = 'sharp')), /"fill" must be "smooth" or/],
  ['a role', changed((c) => (c.role = 'painter')), /"role" must be/],
  ['a size', changed((c) => (c.input.width = -1)), /"input.width" must be a whole number/],
  ['a range', changed((c) => (c.output.range = [1, 0])), /"output.range" must be two numbers/],
  ['a hash', changed((c) => (c.files[0].sha256 = 'no')), /64 hexadecimal/],
  ['a golden file', changed((c) => (c.golden.input = 'no.bin')), /not among the files/],
  ['a tolerance', changed((c) => (c.golden.tolerance = 0)), /tolerance" must be above 0/],
  ['a tolerance that allows anything', changed((c) => (c.golden.tolerance = 1e9)), /at most 0.05/],
  [
    'a side too long',
    changed((c) => (c.input.height = 1e9)),
    /"input.height" must be at most 1024/,
  ],
  ['an endless range', changed((c) => (c.input.range = [0, Infinity])), /within 65536 of 0/],
  ['a range of nothing', changed((c) => (c.output.range = [0, 1e-50])), /at least 0.001 wide/],
  ['gigabytes', changed((c) => (c.files[1].bytes = 4e9)), /larger than 256 MB together/],
  ['a file twice', changed((c) => c.files.push(c.files[0])), /names a file twice/],
  ['a file elsewhere', changed((c) => (c.files[1].path = '../x')), /is not a plain file name/],
  ['a title without end', changed((c) => (c.title = 'x'.repeat(5000))), /at most 4000 characters/],
  ['a thing as a channel', changed((c) => c.input.channels.push({})), /has an object/],
  [
    'what is nested without end',
    changed((c) => c.input.channels.push(JSON.parse('['.repeat(1e5) + ']'.repeat(1e5)))),
    /"input.channels" has a list/,
  ],
  ['no model', changed((c) => (c.files[0].path = 'other.json')), /"model.json"/],
])('%s is refused', (_, read, sentence) => {
  expect(read).toThrow(sentence);
});
