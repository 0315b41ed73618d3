// A variant that the user adds is accepted only if it is complete and does what its card says.
import { expect, test } from 'vitest';
import { CLASSIC } from '../../tests/lib/made-variants.ts';
import { tinyVariant, type TinyVariant } from '../../tests/lib/tiny-variant.ts';
import { readBrought } from './dropped-variant.ts';
import type { Card } from './card.ts';

const MINE = tinyVariant({ ...CLASSIC, id: 'mine' });

function filesOf({ files }: TinyVariant, folder = ''): { path: string; file: File }[] {
  return Array.from(files, ([name, content]) => ({
    path: folder + name,
    file: new File([new Uint8Array(content)], name),
  }));
}

function withCard(change: (card: Card) => object): ReturnType<typeof filesOf> {
  const card = JSON.stringify(change(structuredClone(MINE.card)));
  return [
    ...filesOf(MINE).filter(({ path }) => path !== 'card.json'),
    { path: 'card.json', file: new File([card], 'card.json') },
  ];
}

test.each(['', 'mine/', 'downloads/mine/'])('a variant in "%s" is read', async (folder) => {
  const more = { path: `${folder}README.md`, file: new File(['x'], 'README.md') };
  const { card, files } = await readBrought([...filesOf(MINE, folder), more], []);
  expect(card.id).toBe('mine');
  expect([...files.keys()].sort()).toEqual(card.files.map(({ path }) => path).sort());
});

test('there must be exactly one card.json, and it must be JSON', async () => {
  const broken = [{ path: 'card.json', file: new File(['{'], 'card.json') }];
  await expect(readBrought(broken, [])).rejects.toThrow('card.json is not JSON.');
  await expect(readBrought([], [])).rejects.toThrow('There is no card.json among these files.');
  const two = [...filesOf(MINE, 'a/'), ...filesOf(MINE, 'b/')];
  await expect(readBrought(two, [])).rejects.toThrow('There are 2 files named card.json.');
});

test('a changed file is refused', async () => {
  const files = filesOf(MINE).map(({ path, file }) =>
    path === 'golden-input.bin'
      ? { path, file: new File([new Uint8Array(file.size)], path) }
      : { path, file },
  );
  await expect(readBrought(files, [])).rejects.toThrow('does not match its card');
});

test('an invalid name, or one that is in use, is refused', async () => {
  const bad = withCard((card) => ({ ...card, id: '../mine' }));
  await expect(readBrought(bad, [])).rejects.toThrow('"id" must be a name');
  await expect(readBrought(filesOf(MINE), ['mine'])).rejects.toThrow(
    'Use that one from the list, or give yours another "id".',
  );
});

test('a network that Vanish cannot use is refused', async () => {
  const refiner = withCard((card) => ({ ...card, role: 'refiner' }));
  await expect(readBrought(refiner, [])).rejects.toThrow('a generator is needed');
});

test('a file of the wrong size is refused before it is read', async () => {
  const files = filesOf(MINE);
  const large = new File([new Uint8Array(10)], 'weights.bin');
  large.arrayBuffer = () => Promise.reject(new Error('It must not be read.'));
  const others = files.filter(({ path }) => path !== 'weights.bin');
  const brought = [...others, { path: 'weights.bin', file: large }];
  await expect(readBrought(brought, [])).rejects.toThrow('is 10 bytes long instead of');
});

test('a file that cannot be read is reported', async () => {
  const files = filesOf(MINE);
  const { file } = files.find(({ path }) => path === 'weights.bin')!;
  file.arrayBuffer = () => Promise.reject(new DOMException('', 'NotReadableError'));
  await expect(readBrought(files, [])).rejects.toThrow('weights.bin could not be read');
});
