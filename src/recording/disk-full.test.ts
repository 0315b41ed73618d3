// What is kept, reported and closed when the browser's storage is full, in all the ways that browsers show it.
import {
  EncodedPacket,
  EncodedVideoPacketSource,
  Mp4OutputFormat,
  Output,
  StreamTarget,
  WebMOutputFormat,
} from 'mediabunny';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DiskFullError, type ClipDraft, type ClipStore } from './clip-store.ts';
import { fakeFileSystem, type FakeFileSystem, type WhenFull } from './fake-file-system.ts';
import { createFileStore } from './file-store.ts';
import { finishClip, recoverClips } from './finish-clip.ts';
import { wholeFragments } from './whole-fragments.ts';

const NEW = { name: 'One', kind: 'recording', type: 'video/mp4' } as const;
/** Bytes per picture, and pictures per second. */
const [PICTURE, RATE] = [1000, 10];
const WAYS: WhenFull[] = ['throws', 'short', 'wrapped'];

let files: FakeFileSystem;
let store: ClipStore;

beforeEach(async () => {
  files = fakeFileSystem();
  store = (await createFileStore())!;
});
afterEach(() => vi.unstubAllGlobals());

/** Writes this many seconds of pictures in fragments, as a recording does. @throws what the stream throws */
async function write(draft: ClipDraft, seconds: number): Promise<void> {
  const output = new Output({
    format:
      draft.clip.type === 'video/mp4'
        ? new Mp4OutputFormat({ fastStart: 'fragmented', minimumFragmentDuration: 1 })
        : new WebMOutputFormat({ minimumClusterDuration: 1 }),
    target: new StreamTarget(draft.stream),
  });
  const pictures = new EncodedVideoPacketSource('vp9');
  output.addVideoTrack(pictures);
  await output.start();
  const decoderConfig = { codec: 'vp09.00.10.08', codedWidth: 64, codedHeight: 64 };
  try {
    for (let i = 0; i < seconds * RATE; i++) {
      const data = new Uint8Array(PICTURE).fill(i);
      data[0] = i % RATE === 0 ? 0x80 : 0x84; // VP9's frame marker, and whether it is a key frame
      const kind = i % RATE === 0 ? 'key' : 'delta';
      await pictures.add(new EncodedPacket(data, kind, i / RATE, 1 / RATE), { decoderConfig });
    }
    await output.finalize();
  } finally {
    if (output.state !== 'finalized') await output.cancel().catch(() => {}); // the stream is closed by then
  }
}

const partOf = ({ clip }: ClipDraft) => files.files.get(`${clip.id}.part.mp4`)!;

test('after the site’s data were cleared, clips can be recorded and listed again', async () => {
  await write(await store.create(NEW), 1);
  files.clear();
  expect(await store.list()).toEqual([]);
  const draft = await store.create(NEW);
  await write(draft, 1);
  const clip = (await finishClip(draft))!;
  expect((await store.open(clip.id)).size).toBeGreaterThan(0);
  expect(await store.list()).toEqual([clip]);
});

describe.each(WAYS)('a browser that is full %s', (whenFull) => {
  beforeEach(() => (files.whenFull = whenFull));

  test('the stream fails with a reason, and counts what is in the file', async () => {
    const draft = await store.create(NEW);
    files.quota = 35_000;
    await expect(write(draft, 10)).rejects.toThrow(DiskFullError);
    expect(draft.bytes).toBe(partOf(draft).length);
    expect(files.open.size).toBe(0);
  });

  test('what fitted becomes an ordinary clip once there is space', async () => {
    const draft = await store.create(NEW);
    files.quota = 35_000;
    await write(draft, 10).catch(() => {});
    files.quota = Infinity;
    const clip = await finishClip(draft);
    expect(clip).toMatchObject({ isFinished: true, duration: 3 });
    expect((await store.open(clip!.id)).size).toBe(clip!.bytes);
    expect([...files.files.keys()].sort()).toEqual([`${clip!.id}.json`, `${clip!.id}.mp4`].sort());
  });

  test('the same for a WebM', async () => {
    const draft = await store.create({ ...NEW, type: 'video/webm' });
    files.quota = 35_000;
    await expect(write(draft, 10)).rejects.toThrow(DiskFullError);
    files.quota = Infinity;
    const clip = await finishClip(draft);
    expect(clip!.duration).toBeGreaterThan(2.5);
  });

  test('without space to finish it, the fragments are the clip; later it is finished', async () => {
    const draft = await store.create(NEW);
    files.quota = 35_000;
    await write(draft, 10).catch(() => {});
    await expect(finishClip(draft)).rejects.toThrow(DiskFullError);
    draft.release();
    expect(files.open.size).toBe(0);
    const kept = await store.open(draft.clip.id);
    expect(kept.size).toBeGreaterThan(30_000);
    expect(await wholeFragments(kept)).toBe(kept.size);
    expect(files.files.has(`${draft.clip.id}.mp4`)).toBe(false);
    expect(await store.list()).toMatchObject([{ id: draft.clip.id, isFinished: false }]);

    expect(await recoverClips(store)).toMatchObject([
      { problem: expect.stringContaining('used up') },
    ]);
    files.quota = Infinity;
    expect(await recoverClips(store)).toMatchObject([{ clip: { isFinished: true, duration: 3 } }]);
  });

  test('the clip can be deleted at once, even while it is being written', async () => {
    const draft = await store.create(NEW);
    files.quota = 35_000;
    await write(draft, 10).catch(() => {});
    await finishClip(draft).catch(() => {});
    await store.remove(draft.clip.id);
    draft.release();
    files.quota = Infinity;
    const film = await store.create({ ...NEW, kind: 'film' });
    const whole = await film.rewrite();
    await whole.stream
      .getWriter()
      .write({ type: 'write', data: new Uint8Array(5000), position: 0 });
    await store.remove(film.clip.id);
    film.release();
    expect(files.files.size).toBe(0);
    expect(files.open.size).toBe(0);
  });

  test('with no space from the start, no files are left behind', async () => {
    files.quota = 10;
    await expect(store.create(NEW)).rejects.toThrow(DiskFullError);
    expect(files.files.size).toBe(0);
    files.quota = 300; // enough for the description, not for a picture
    const draft = await store.create(NEW);
    await expect(write(draft, 2)).rejects.toThrow(DiskFullError);
    expect(await finishClip(draft)).toBeUndefined();
    await store.remove(draft.clip.id);
    draft.release();
    expect(files.files.size).toBe(0);
  });
});

test('an error unrelated to space is passed on unchanged', async () => {
  const draft = await store.create(NEW);
  draft.close();
  const writing = draft.stream.getWriter().write({
    type: 'write',
    data: new Uint8Array(10),
    position: 0,
  });
  await expect(writing).rejects.toThrow('InvalidStateError');
  draft.release();
});
