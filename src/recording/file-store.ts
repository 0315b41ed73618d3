// Clips in the origin-private file system, folder clips/: <id>.json says what is known, <id>.part.mp4 is
// written while the clip is made, <id>.mp4 is the whole file. A lock per clip that is being written
// tells the other tabs.
import { endingOf, type Clip, type ClipChunk } from './clip.ts';
import { NoRoomError, type ClipDraft, type ClipStore, type ClipWriting } from './clip-store.ts';

const FOLDER = 'clips';
const LOCK_PREFIX = 'vanish-clip-';
const NO_ROOM =
  'The disk space that this browser gives the page is used up. What was written so far is kept. ' +
  'Save and delete clips to make room.';

/** The store, or undefined where the browser has no such file system (or refuses it, as some do in
 * private windows). */
export async function createFileStore(): Promise<ClipStore | undefined> {
  let folder: FileSystemDirectoryHandle;
  try {
    const root = await navigator.storage.getDirectory();
    folder = await root.getDirectoryHandle(FOLDER, { create: true });
  } catch {
    return undefined;
  }

  async function readClip(id: string): Promise<Clip> {
    const handle = await folder.getFileHandle(`${id}.json`);
    return JSON.parse(await (await handle.getFile()).text()) as Clip;
  }

  async function writeClip(clip: Clip): Promise<void> {
    const handle = await folder.getFileHandle(`${clip.id}.json`, { create: true });
    const writable = await handle.createWritable();
    await writable.write(JSON.stringify(clip));
    await writable.close(); // replaces the file as a whole
  }

  async function removeIfThere(name: string): Promise<void> {
    try {
      await folder.removeEntry(name);
    } catch (error) {
      if (!isNamed(error, 'NotFoundError')) throw error;
    }
  }

  /** @param isNew or else left behind: nothing is added to it */
  async function draftOf(start: Clip, release: () => void, isNew: boolean): Promise<ClipDraft> {
    let clip = start;
    const { id } = clip;
    const part = await folder.getFileHandle(partName(clip), { create: true });
    let rewriting: ClipWriting | undefined;
    async function rewrite(): Promise<ClipWriting> {
      const whole = await folder.getFileHandle(wholeName(clip), { create: true });
      rewriting = await writeTo(whole);
      return rewriting;
    }
    const writing = isNew ? await writeTo(part) : closedWriting((await part.getFile()).size);
    return {
      ...{ clip, release, stream: writing.stream },
      get bytes() {
        return writing.bytes;
      },
      read: () => part.getFile(),
      rewrite,
      async finish(duration) {
        let whole = rewriting;
        if (!whole) {
          // Cannot be renamed in every browser; a copy can be made in all.
          whole = await rewrite();
          await copyInto(await part.getFile(), whole.stream);
        }
        clip = { ...(await readClip(id)), isFinished: true, bytes: whole.bytes, duration };
        await writeClip(clip); // from here on the whole file counts
        await removeIfThere(partName(clip));
        release();
        return clip;
      },
    };
  }

  return {
    isLasting: true,
    limit: Infinity,
    async room() {
      const { quota = Infinity, usage = 0 } = await navigator.storage.estimate();
      return quota - usage;
    },
    async create(given) {
      const [id, madeAt] = [crypto.randomUUID(), Date.now()];
      const clip: Clip = { ...given, id, madeAt, isFinished: false, bytes: 0, duration: 0 };
      const release = await claim(id);
      try {
        await writeClip(clip);
        return await draftOf(clip, release, true);
      } catch (error) {
        release();
        throw error;
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
      const ids: string[] = [];
      for await (const name of folder.keys()) {
        if (name.endsWith('.json')) ids.push(name.slice(0, -'.json'.length));
      }
      const busy = await claimed();
      const clips: Clip[] = [];
      for (const id of ids) {
        if (busy.has(id)) continue;
        // One that another tab removes meanwhile, or that was cut short while it was written.
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
    async remove(id) {
      const clip = await readClip(id);
      for (const name of [wholeName(clip), partName(clip), `${id}.json`]) await removeIfThere(name);
    },
  };
}

function partName({ id, type }: Clip): string {
  return `${id}.part.${endingOf(type)}`;
}

function wholeName({ id, type }: Clip): string {
  return `${id}.${endingOf(type)}`;
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof DOMException && error.name === name;
}

/** Writes in place: what was written is in the file when the page dies, which `createWritable` only
 * does at its end. */
async function writeTo(handle: FileSystemFileHandle): Promise<ClipWriting> {
  const access = await handle.createSyncAccessHandle();
  access.truncate(0);
  let bytes = 0;
  const close = () => {
    access.flush();
    access.close();
  };
  const stream = new WritableStream<ClipChunk>({
    write({ data, position }) {
      try {
        access.write(data, { at: position });
      } catch (error) {
        throw isNamed(error, 'QuotaExceededError') ? new NoRoomError(NO_ROOM) : error;
      }
      bytes = Math.max(bytes, position + data.byteLength);
    },
    close,
    abort: close,
  });
  return {
    stream,
    get bytes() {
      return bytes;
    },
  };
}

/** Of a file that was written earlier: there is nothing to add. */
function closedWriting(bytes: number): ClipWriting {
  const stream = new WritableStream<ClipChunk>();
  void stream.close();
  return { stream, bytes };
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

/** Holds the clip's lock. @returns gives it back @throws if another holds it */
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
