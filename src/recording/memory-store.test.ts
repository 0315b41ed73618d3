import { expect, test } from 'vitest';
import { DiskFullError } from './clip-store.ts';
import { createMemoryStore } from './memory-store.ts';
import { createPieces } from './pieces.ts';

const CLIP = { name: 'One', kind: 'recording', type: 'video/mp4' } as const;

function chunk(text: string, position: number) {
  return { type: 'write' as const, data: new TextEncoder().encode(text), position };
}

test('pieces accept bytes at any position, across their borders', async () => {
  const pieces = createPieces(100, 4);
  pieces.write(new TextEncoder().encode('0123456789'), 0);
  pieces.write(new TextEncoder().encode('abc'), 3);
  expect(pieces.bytes).toBe(10);
  expect(await pieces.blob().text()).toBe('012abc6789');
});

test('pieces refuse bytes beyond the limit and keep what they have', async () => {
  const pieces = createPieces(5, 4);
  expect(pieces.write(new TextEncoder().encode('01234'), 0)).toBe(true);
  expect(pieces.write(new TextEncoder().encode('5'), 5)).toBe(false);
  expect(await pieces.blob().text()).toBe('01234');
});

test('a clip is listed once it is finished, and can be renamed, opened and removed', async () => {
  const store = createMemoryStore();
  const draft = await store.create(CLIP);
  const writer = draft.stream.getWriter();
  await writer.write(chunk('draft', 0));
  await writer.close();
  expect(await store.list()).toEqual([]);
  const writing = await draft.rewrite();
  const again = writing.stream.getWriter();
  await again.write(chunk('whole', 0));
  await again.close();
  const { id } = await draft.finish(2, 0);
  await store.rename(id, 'Two');
  expect(await store.list()).toMatchObject([
    { id, name: 'Two', isFinished: true, bytes: 5, duration: 2 },
  ]);
  expect(await (await store.open(id)).text()).toBe('whole');
  await store.remove(id);
  expect(await store.list()).toEqual([]);
});

test('an unfinished clip is kept and can be resumed', async () => {
  const store = createMemoryStore();
  const draft = await store.create(CLIP);
  await expect(store.resume(draft.clip.id)).rejects.toThrow('being written');
  draft.release();
  expect(await store.list()).toMatchObject([{ isFinished: false }]);
  expect((await store.resume(draft.clip.id)).clip.id).toBe(draft.clip.id);
});

test('the stream fails when the limit is reached, and what was written is kept', async () => {
  const store = createMemoryStore(3);
  const draft = await store.create(CLIP);
  const writer = draft.stream.getWriter();
  await writer.write(chunk('abc', 0));
  await expect(writer.write(chunk('d', 3))).rejects.toThrow(DiskFullError);
  expect(await (await draft.read()).text()).toBe('abc');
});
