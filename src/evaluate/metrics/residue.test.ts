import { expect, test } from 'vitest';
import { TELLING_DIFFERENCE, residue } from './residue.ts';
import { greyPicture, plainPicture } from './test-pictures.ts';

const clean = plainPicture(4, 1, [100, 100, 100]);
const input = plainPicture(4, 1, [200, 200, 200]);
const everywhere = new Uint8Array(4).fill(1);

test('is 0 where the room shows and 1 where the person does', () => {
  expect(residue({ input, output: clean, clean }, everywhere)).toBe(0);
  expect(residue({ input, output: input, clean }, everywhere)).toBe(1);
});

test('counts the pixels that are closer to the person; halfway is not closer', () => {
  const output = greyPicture(4, 1, (x) => [120, 150, 151, 200][x]!);
  expect(residue({ input, output, clean }, everywhere)).toBe(0.5);
});

test('only counts where the person is', () => {
  const output = greyPicture(4, 1, (x) => (x === 0 ? 200 : 100));
  expect(residue({ input, output, clean }, Uint8Array.of(1, 1, 0, 0))).toBe(0.5);
  expect(residue({ input, output, clean }, Uint8Array.of(0, 1, 1, 1))).toBe(0);
});

test('skips pixels where person and room look alike', () => {
  const person = greyPicture(
    4,
    1,
    (x) => 100 + (x === 0 ? TELLING_DIFFERENCE + 1 : TELLING_DIFFERENCE),
  );
  expect(residue({ input: person, output: person, clean }, everywhere)).toBe(1);
  expect(
    residue({ input: person, output: person, clean }, Uint8Array.of(0, 1, 1, 1)),
  ).toBeUndefined();
});
