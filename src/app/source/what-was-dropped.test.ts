import { expect, test } from 'vitest';
import type { DroppedFile } from '../../models/dropped-variant.ts';
import { whatWasDropped } from './what-was-dropped.ts';

/** A film contains "film", whatever its name is. */
const looksLikeFilm = async (file: Blob) => (await file.text()) === 'film';

function brought(path: string, content = '?', type = ''): DroppedFile {
  return { path, file: new File([content], path.split('/').at(-1)!, { type }) };
}

const film = (path: string) => brought(path, 'film', 'video/mp4');
const photo = (path: string) => brought(path, 'photo', 'image/jpeg');
const drop = (...files: DroppedFile[]) => whatWasDropped(files, looksLikeFilm);

test('a single video is opened without a message', async () => {
  const one = film('a.mp4');
  expect(await drop(one)).toEqual({ kind: 'video', file: one.file, sentence: undefined });
});

test.each([
  ['two videos', [film('a.mp4'), film('b.mp4')]],
  ['a folder of videos', [brought('trip/.DS_Store'), film('trip/a.mp4'), film('trip/b.mp4')]],
  [
    'videos by content alone',
    [brought('a.ts', 'film', 'text/vnd.trolltech.linguist'), brought('b', 'film')],
  ],
])('of %s the first is opened, and a message says so', async (_what, files) => {
  const dropped = await drop(...files);
  const name = dropped.kind === 'video' ? dropped.file.name : undefined;
  expect(name).toMatch(/^a/);
  expect(dropped.sentence).toBe(
    `2 videos were dropped. “${name}” was opened. Drop the others one at a time.`,
  );
});

test.each([
  ['a photo', [photo('a.jpg'), film('b.mp4')]],
  [
    'a text and a companion',
    [brought('a.txt'), brought('._b.mp4', '?', 'video/mp4'), film('b.mp4')],
  ],
  ['what is called a video', [brought('a.mp4', 'broken', 'video/mp4'), film('b.mp4')]],
  ['a JSON file', [brought('b.json', '{}'), film('b.mp4')]],
])('next to %s the video is opened', async (_what, files) => {
  const dropped = await drop(...files);
  expect(dropped).toMatchObject({ kind: 'video', file: { name: 'b.mp4' } });
  expect(dropped.sentence).toBe('“b.mp4” was opened. What was dropped with it is not a video.');
});

test('a folder with a card is a variant; a video dropped with it is ignored, with a message', async () => {
  const variant = [brought('mine/card.json'), brought('mine/model.json'), photo('mine/a.png')];
  expect(await drop(...variant)).toMatchObject({ kind: 'variant', files: variant });
  const dropped = await drop(...variant, film('a.mp4'));
  expect(dropped).toMatchObject({
    kind: 'variant',
    sentence: '“a.mp4” was ignored. Drop it on its own to open it.',
  });
});

test('files of a variant without its card are passed on, to be reported there', async () => {
  expect(await drop(brought('model.json'), brought('weights.bin'))).toMatchObject({
    kind: 'variant',
  });
});

test.each([
  ['nothing', [], 'That contained no file.'],
  ['hidden files', [brought('x/.DS_Store')], 'That was only a hidden file.'],
  [
    'texts',
    [brought('a.txt'), brought('b.md')],
    'None of those 2 files is a video, a photo or a variant.',
  ],
])('for %s a message says what can be dropped', async (_what, files, beginning) => {
  const dropped = await drop(...files);
  expect(dropped.kind).toBe('nothing');
  expect(dropped.sentence).toMatch(beginning);
  expect(dropped.sentence).toMatch(
    /Drop a video, photos, the folder of a variant, or an \.onnx file\.$/,
  );
});

test('photos are opened together, including those recognised only by content', async () => {
  const png = '\x89PNG\r\n\x1a\n'.padEnd(40, '\0');
  const hidden = brought('c');
  const bytes = Uint8Array.from(png, (letter) => letter.charCodeAt(0));
  hidden.file = new File([bytes], 'c');
  const dropped = await drop(photo('a.jpg'), photo('trip/b.jpg'), hidden);
  expect(dropped).toMatchObject({ kind: 'photos', sentence: undefined });
  expect(dropped.kind === 'photos' && dropped.files.map(({ name }) => name)).toEqual([
    'a.jpg',
    'b.jpg',
    'c',
  ]);
  expect(await drop(photo('a.jpg'))).toMatchObject({ kind: 'photos' });
});

test('other files dropped with photos are ignored, with a message', async () => {
  const dropped = await drop(brought('a.txt'), photo('b.jpg'));
  expect(dropped).toMatchObject({
    kind: 'photos',
    sentence: 'What was dropped with them is not a photo.',
  });
});

test('a single file that is not a video is passed on, to be reported there', async () => {
  const text = brought('a.txt');
  expect(await drop(text)).toMatchObject({ kind: 'video', file: text.file });
});

test('several files that only look like videos are passed on, to be reported there', async () => {
  const broken = [brought('a.mp4', '?', 'video/mp4'), brought('b.mp4', '?', 'video/mp4')];
  expect(await drop(...broken)).toMatchObject({ kind: 'video', file: { name: 'a.mp4' } });
});

test('a single .onnx file is a variant without a card yet', async () => {
  expect(await drop(brought('LaMa.ONNX'))).toMatchObject({ kind: 'variant' });
});
