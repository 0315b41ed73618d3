// Clips in the origin-private file system, in the folder clips/. <id>.json holds what is known, <id>.part.mp4 is
// written while the clip is made, and <id>.mp4 is the complete file. While a clip is being written, a lock tells other
// tabs.
import { endingOf, type Clip, type ClipChunk, type ClipType } from './clip.ts';
import type { ClipDraft, ClipStore, ClipWriting } from './clip-store.ts';
import { openWriting, sayNoRoom } from './file-writing.ts';

const FOLDER = 'clips';
const LOCK_PREFIX = 'vanish-clip-';
const TYPES: readonly ClipType[] = ['video/mp4', 'video/webm'];

/** The store, or undefined if the browser has no such file system (or denies it, as some do in private windows). */
export async function createFileStore(): Promise<ClipStore | undefined> {
  let folder: FileSystemDirectoryHandle;
  try {
    await renew();
  } catch {
    return undefined;
  }
  /** The files that are being written here, by clip id. */
  const open = new Map<string, ClipWriting[]>();

  /** Opens the folder again: when a user clears the site's data, it is gone, and its handle with it. */
  async function renew(): Promise<void> {
    const root = await navigator.storage.getDirectory();
    folder = await root.getDirectoryHandle(FOLDER, { create: true });
  }

  function closeAll(id: string): void {
    for (const writing of open.get(id) ?? []) {
      try {
        writing.close();
      } catch {
        // Close it anyway. Failed writes were reported when they happened.
      }
    }
    open.delete(id);
  }

  async function openIn(id: string, handle: FileSystemFileHandle): Promise<ClipWriting> {
    const writing = await openWriting(handle);
    open.set(id, [...(open.get(id) ?? []), writing]);
    return writing;
  }

  async function readClip(id: string): Promise<Clip> {
    const handle = await folder.getFileHandle(`${id}.json`);
    return JSON.parse(await (await handle.getFile()).text()) as Clip;
  }

  async function writeClip(clip: Clip): Promise<void> {
    const name = `${clip.id}.json`;
    const handle = await folder.getFileHandle(name, { create: true }).catch(sayNoRoom);
    const writable = await handle.createWritable().catch(sayNoRoom);
    try {
      await writable.write(JSON.stringify(clip));
      await writable.close(); // replaces the file atomically
    } catch (error) {
      await writable.abort().catch(() => {});
      sayNoRoom(error);
    }
  }

  async function removeAll(id: string): Promise<void> {
    closeAll(id);
    const names = TYPES.flatMap((type) => [wholeName({ id, type }), partName({ id, type })]);
    for (const name of [...names, `${id}.json`]) await removeIfThere(name);
  }

  async function removeIfThere(name: string): Promise<void> {
    try {
      await folder.removeEntry(name);
    } catch (error) {
      if (!isNamed(error, 'NotFoundError')) throw error;
    }
  }

  /** @param isNew false for a clip that was left behind: nothing is added to it */
  async function draftOf(start: Clip, endClaim: () => void, isNew: boolean): Promise<ClipDraft> {
    let clip = start;
    const { id } = clip;
    const part = await folder.getFileHandle(partName(clip), { create: true });
    let rewriting: ClipWriting | undefined;
    async function rewrite(): Promise<ClipWriting> {
      const name = wholeName(clip);
      const whole = await folder.getFileHandle(name, { create: true }).catch(sayNoRoom);
      rewriting = await openIn(id, whole);
      return rewriting;
    }
    function release(): void {
      closeAll(id);
      endClaim();
    }
    const writing = isNew ? await openIn(id, part) : closedWriting((await part.getFile()).size);
    return {
      clip,
      release,
      stream: writing.stream,
      close: writing.close,
      get bytes() {
        return writing.bytes;
      },
      read: () => part.getFile(),
      rewrite,
      async finish(duration, kept) {
        let whole = rewriting;
        if (!whole) {
          // Not every browser can rename files, but all can copy.
          whole = await rewrite();
          await copyInto(await part.getFile(), whole.stream);
        }
        clip = { ...(await readClip(id)), isFinished: true, bytes: whole.bytes, duration, kept };
        await writeClip(clip); // from here on, the complete file counts
        closeAll(id);
        await removeIfThere(partName(clip)).catch(() => {}); // if that fails, it is deleted with the clip
        release();
        return clip;
      },
      async keepAsIs(bytes) {
        closeAll(id);
        try {
          await removeIfThere(wholeName(clip));
          await cutTo(part, bytes);
        } catch {
          // It can be played and saved as it is.
        }
      },
    };
  }

  return {
    isLasting: true,
    limit: Infinity,
    async freeBytes() {
      const estimate = await navigator.storage.estimate().catch(() => undefined);
      return (estimate?.quota ?? Infinity) - (estimate?.usage ?? 0);
    },
    async create(given) {
      const [id, madeAt] = [crypto.randomUUID(), Date.now()];
      const clip: Clip = { ...given, id, madeAt, isFinished: false, bytes: 0, duration: 0 };
      const release = await claim(id);
      try {
        await renew();
        await writeClip(clip);
        return await draftOf(clip, release, true);
      } catch (error) {
        await removeAll(id).catch(() => {}); // useless to anybody
        release();
        return sayNoRoom(error);
      }
    },
    async resume(id) {
      const release = await claim(id);
      try {
        return await draftOf(await readClip(id), release, false);
      } catch (error) {
        release();
        throw error;
      }
    },
    async list() {
      await renew();
      const ids: string[] = [];
      for await (const name of folder.keys()) {
        if (name.endsWith('.json')) ids.push(name.slice(0, -'.json'.length));
      }
      const busy = await claimed();
      const clips: Clip[] = [];
      for (const id of ids) {
        if (busy.has(id)) continue;
        // Another tab may have removed it meanwhile, or it was cut short while being written.
        const clip = await readClip(id).catch(() => undefined);
        if (clip) clips.push(clip);
      }
      return clips.sort((a, b) => b.madeAt - a.madeAt);
    },
    async open(id) {
      const clip = await readClip(id);
      const name = clip.isFinished ? wholeName(clip) : partName(clip);
      return (await folder.getFileHandle(name)).getFile();
    },
    async rename(id, name) {
      await writeClip({ ...(await readClip(id)), name });
    },
    remove: removeAll,
  };
}

function partName({ id, type }: Pick<Clip, 'id' | 'type'>): string {
  return `${id}.part.${endingOf(type)}`;
}

function wholeName({ id, type }: Pick<Clip, 'id' | 'type'>): string {
  return `${id}.${endingOf(type)}`;
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof DOMException && error.name === name;
}

/** For a file that was written earlier: there is nothing to add. */
function closedWriting(bytes: number): ClipWriting {
  const stream = new WritableStream<ClipChunk>();
  void stream.close();
  return { stream, bytes, close: () => {} };
}

async function cutTo(handle: FileSystemFileHandle, bytes: number): Promise<void> {
  if ((await handle.getFile()).size <= bytes) return;
  const access = await handle.createSyncAccessHandle();
  try {
    access.truncate(bytes);
    access.flush();
  } finally {
    access.close();
  }
}

async function copyInto(file: File, target: WritableStream<ClipChunk>): Promise<void> {
  const writer = target.getWriter();
  let position = 0;
  for await (const data of file.stream()) {
    await writer.write({ type: 'write', data, position });
    position += data.byteLength;
  }
  await writer.close();
}

/** Takes the clip's lock. @returns a function that releases it @throws if another tab holds it */
function claim(id: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const options: LockOptions = { ifAvailable: true };
    navigator.locks
      .request(`${LOCK_PREFIX}${id}`, options, (lock) => {
        if (!lock) throw new Error('This clip is being written in another tab.');
        return new Promise<void>((release) => resolve(release));
      })
      .catch(reject);
  });
}

/** The ids of the clips that are being written, in any tab. */
async function claimed(): Promise<Set<string>> {
  const { held = [] } = await navigator.locks.query();
  return new Set(held.map(({ name = '' }) => name.slice(LOCK_PREFIX.length)));
}
