// No file is trusted before its length and hash match the card.
import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { readCard } from './read-card.ts';
import { checkFile, fetchFiles } from './files.ts';

const folder = 'models/guided-lite/';
const card = readCard(JSON.parse(readFileSync(`${folder}card.json`, 'utf8')), 'guided-lite');

function content(path: string): ArrayBuffer {
  return Uint8Array.from(readFileSync(folder + path)).buffer;
}

test('the shipped files match their card', async () => {
  for (const file of card.files) await checkFile(file, card.id, content(file.path));
});

test('a truncated file is refused', async () => {
  const [file] = card.files;
  const short = content(file!.path).slice(0, -1);
  await expect(checkFile(file!, card.id, short)).rejects.toThrow(/bytes long instead of/);
});

test('a file with one changed byte is refused', async () => {
  const [file] = card.files;
  const bytes = new Uint8Array(content(file!.path));
  bytes[10]! ^= 1;
  await expect(checkFile(file!, card.id, bytes.buffer)).rejects.toThrow(/hash/);
});

test('once a file has failed, the progress of the others is no longer reported', async () => {
  let answer = (_answer: Response): void => {};
  vi.stubGlobal('fetch', (url: string) => {
    if (url.endsWith('weights.bin')) return Promise.reject(new TypeError());
    return url.endsWith('model.json')
      ? new Promise<Response>((resolve) => (answer = resolve))
      : Promise.resolve(new Response(content(url.slice(folder.length))));
  });
  const report = vi.fn();
  await expect(fetchFiles(card, folder, report)).rejects.toThrow(
    'weights.bin of "guided-lite" could not be loaded: there is no connection.',
  );
  report.mockClear();
  answer(new Response(content('model.json')));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(report).not.toHaveBeenCalled();
  vi.unstubAllGlobals();
});
