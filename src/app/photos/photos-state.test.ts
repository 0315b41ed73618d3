import { expect, test, vi } from 'vitest';
import type { PhotoAnswer } from '../../photos/messages.ts';
import type { PhotoCloak, PhotoOptions } from '../../photos/photo-cloak.ts';
import { PhotosState } from './photos-state.svelte.ts';

const DONE: PhotoAnswer = {
  kind: 'done',
  picture: new Blob(['png'], { type: 'image/png' }),
  size: { width: 640, height: 480 },
  notes: [],
};

interface Asked extends PhotoOptions {
  file: File;
  answer: (answer: PhotoAnswer) => Promise<void>;
  fail: (sentence: string) => Promise<void>;
}

function open() {
  const asked: Asked[] = [];
  const cloak: PhotoCloak = {
    cloak: (file, options) =>
      new Promise((resolve, reject) => {
        options.signal.addEventListener('abort', () => reject(options.signal.reason as Error));
        asked.push({
          file,
          ...options,
          answer: (answer) => (resolve(answer), turn()),
          fail: (sentence) => (reject(new Error(sentence)), turn()),
        });
      }),
    dispose: vi.fn(),
  };
  const saveFile = vi.fn(async (_file: Blob, _name: string) => true);
  const download = vi.fn();
  const asPhoto = vi.fn(async (_png: Blob, type: string) => new Blob(['made'], { type }));
  const photos = new PhotosState({ cloak, saveFile, download, asPhoto });
  const phases = () => photos.items.map(({ phase }) => phase);
  return { photos, asked, phases, saveFile, download, asPhoto };
}

const turn = () => new Promise<void>((resolve) => setTimeout(resolve));
const photo = (name: string, type = 'image/jpeg') => new File(['?'], name, { type });

test('photos are cloaked one after the other, and the first is selected', async () => {
  const { photos, asked, phases } = open();
  photos.add([photo('a.jpg'), photo('b.jpg')]);
  expect(photos.isOpen).toBe(true);
  expect(photos.chosen?.file.name).toBe('a.jpg');
  expect(phases()).toEqual(['working', 'waiting']);
  asked[0]!.report('Looking for people', 0.1);
  expect(photos.items[0]).toMatchObject({ doing: 'Looking for people', share: 0.1 });
  await asked[0]!.answer(DONE);
  expect(phases()).toEqual(['done', 'working']);
  await asked[1]!.answer(DONE);
  expect(phases()).toEqual(['done', 'done']);
  expect(photos.left).toBe(0);
});

test('a photo that fails says why, cannot be saved, and leaves the others alone', async () => {
  const { photos, asked, phases, saveFile } = open();
  photos.add([photo('a.jpg'), photo('b.txt'), photo('c.jpg'), photo('d.jpg')]);
  await asked[0]!.fail('It stopped responding.');
  await asked[1]!.answer({ kind: 'unfit', sentence: '“b.txt” is not a picture.' });
  await asked[2]!.answer({ kind: 'nobody', size: { width: 1, height: 1 }, notes: [] });
  await asked[3]!.answer(DONE);
  expect(phases()).toEqual(['failed', 'failed', 'nobody', 'done']);
  expect(photos.items.map(({ sentence }) => sentence)).toEqual([
    expect.stringContaining('“a.jpg” could not be cloaked (It stopped responding.)'),
    '“b.txt” is not a picture.',
    expect.stringContaining('Nobody was found in “c.jpg”.'),
    '',
  ]);
  for (const { id } of photos.items.slice(0, 3)) await photos.save(id);
  expect(saveFile).not.toHaveBeenCalled();
  expect(photos.done).toHaveLength(1);
});

test('cancelling ends the photo in progress and those that wait, and keeps finished ones', async () => {
  const { photos, asked, phases } = open();
  photos.add([photo('a.jpg'), photo('b.jpg'), photo('c.jpg')]);
  await asked[0]!.answer(DONE);
  photos.cancel();
  await turn();
  expect(asked[1]!.signal.aborted).toBe(true);
  expect(phases()).toEqual(['done', 'failed', 'failed']);
  expect(photos.items[1]!.sentence).toBe('“b.jpg” was cancelled.');
  expect(asked).toHaveLength(2);
  photos.again(photos.items[2]!.id);
  expect(phases()).toEqual(['done', 'failed', 'working']);
  await asked[2]!.answer(DONE);
  expect(phases()).toEqual(['done', 'failed', 'done']);
});

test('removing the photo in progress starts the next', async () => {
  const { photos, asked, phases } = open();
  photos.add([photo('a.jpg'), photo('b.jpg')]);
  photos.remove(photos.items[0]!.id);
  await turn();
  expect(asked[0]!.signal.aborted).toBe(true);
  expect(photos.chosen?.file.name).toBe('b.jpg');
  expect(phases()).toEqual(['working']);
});

test('photos are saved in their own format or a chosen one, with "cloaked" in the name', async () => {
  const { photos, asked, saveFile, asPhoto } = open();
  photos.add([photo('my trip.jpeg'), photo('b.webp', 'image/webp')]);
  await asked[0]!.answer(DONE);
  await asked[1]!.answer(DONE);
  const [first, second] = photos.items;
  expect(photos.wouldLose).toBe(true);
  await photos.save(first!.id);
  await photos.save(second!.id);
  await photos.save(first!.id, 'image/png');
  expect(saveFile.mock.calls.map(([file, name]) => [file.type, name])).toEqual([
    ['image/jpeg', 'my trip cloaked.jpg'],
    ['image/png', 'b cloaked.png'],
    ['image/png', 'my trip cloaked.png'],
  ]);
  // Encoded from the cloaked picture, never from the file.
  expect(asPhoto.mock.calls.every(([png]) => png === DONE.picture)).toBe(true);
  expect(photos.wouldLose).toBe(false);
});

test('all photos are saved together; a failure is reported and loses nothing', async () => {
  const { photos, asked, download, asPhoto } = open();
  photos.add([photo('a.jpg'), photo('b.jpg'), photo('c.jpg')]);
  await asked[0]!.answer(DONE);
  await asked[1]!.answer({ kind: 'nobody', size: { width: 1, height: 1 }, notes: [] });
  await asked[2]!.answer(DONE);
  asPhoto.mockRejectedValueOnce(new Error('There is not enough memory'));
  await photos.saveAll();
  expect(photos.sentence).toContain('There is not enough memory');
  await photos.saveAll();
  expect(download.mock.calls.map(([, name]) => name as string)).toEqual([
    'a cloaked.jpg',
    'c cloaked.jpg',
  ]);
  expect(photos.sentence).toMatch(/^2 photos were saved/);
});

test('photos beyond the limit are left out, and the page says so', () => {
  const { photos } = open();
  photos.add(Array.from({ length: 103 }, (_, i) => photo(`${i}.jpg`)));
  expect(photos.items).toHaveLength(100);
  expect(photos.sentence).toMatch(/: 3 were left out/);
});

test('marks by hand start another run, during which the previous result cannot be saved', async () => {
  const { photos, asked } = open();
  photos.add([photo('a.jpg')]);
  await asked[0]!.answer(DONE);
  const marks = { data: new Uint8Array([1]), width: 1, height: 1 };
  photos.again(photos.items[0]!.id, marks);
  expect(photos.items[0]).toMatchObject({ phase: 'working', result: undefined });
  expect(asked[1]!.marks).toBe(marks);
});

test.each(['cancelled', 'failed'])(
  'if cloaking a photo again is %s, its earlier result stays',
  async (how) => {
    const { photos, asked, phases } = open();
    photos.add([photo('a.jpg')]);
    await asked[0]!.answer(DONE);
    const { id } = photos.items[0]!;
    photos.again(id, { data: new Uint8Array(1), width: 1, height: 1 });
    expect(photos.items[0]!.result).toBeUndefined();
    if (how === 'cancelled') photos.cancel();
    else await asked[1]!.fail('It stopped responding.');
    await turn();
    expect(phases()).toEqual(['done']);
    expect(photos.items[0]).toMatchObject({ result: DONE, isSaved: false });
    expect(photos.items[0]!.sentence).toMatch(
      /(was cancelled|It stopped responding).*The earlier result is still here/,
    );
    photos.again(id); // and may be tried once more
    await asked[2]!.answer({ kind: 'nobody', size: DONE.size, notes: [] });
    expect(phases()).toEqual(['nobody']);
  },
);

test('a removed photo is restored in its place; one that was in progress starts again', async () => {
  const { photos, asked, phases } = open();
  photos.add([photo('one.jpg'), photo('two.jpg')]);
  await asked[0]!.answer(DONE);
  photos.remove(photos.items[0]!.id);
  expect([photos.canUndo, photos.sentence]).toEqual([true, '“one.jpg” was removed.']);
  photos.undo();
  expect(phases()).toEqual(['done', 'working']);
  expect(photos.chosen?.file.name).toBe('one.jpg');

  photos.remove(photos.items[1]!.id);
  await turn();
  photos.undo();
  expect(phases()).toEqual(['done', 'working']);
  expect([asked.length, photos.sentence]).toEqual([3, undefined]);
  await asked[2]!.answer(DONE);
  expect(phases()).toEqual(['done', 'done']);
});
