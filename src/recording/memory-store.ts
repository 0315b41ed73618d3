// Clips in memory, for browsers without an origin-private file system. They are lost with the page, and limited in
// size.
import type { Clip, ClipChunk } from './clip.ts';
import { DiskFullError, type ClipDraft, type ClipStore, type ClipWriting } from './clip-store.ts';
import { createPieces } from './pieces.ts';

/** For one file: 512 MiB, about 15 minutes at 640x480. While a clip is being finished, it takes twice its size. */
export const MEMORY_LIMIT = 512 * 1024 * 1024;

const NO_ROOM = `This browser gives the page no disk space, and ${MEMORY_LIMIT / 1024 / 1024} MB in memory are the limit.`;

interface Writing extends ClipWriting {
  blob(): Blob;
}

function writeToMemory(limit: number): Writing {
  const pieces = createPieces(limit);
  const stream = new WritableStream<ClipChunk>({
    write({ data, position }) {
      if (!pieces.write(data, position)) throw new DiskFullError(NO_ROOM);
    },
  });
  return {
    stream,
    close: () => {},
    blob: pieces.blob,
    get bytes() {
      return pieces.bytes;
    },
  };
}

/** @param limit for one file, bytes */
export function createMemoryStore(limit = MEMORY_LIMIT): ClipStore {
  const clips = new Map<string, { clip: Clip; blob: () => Blob }>();
  const drafts = new Map<string, ClipDraft>();
  const busy = new Set<string>();

  function entry(id: string) {
    const found = clips.get(id);
    if (!found) throw new Error('There is no such clip.');
    return found;
  }

  function fileOf(id: string, blob: Blob): File {
    return new File([blob], id, { type: entry(id).clip.type });
  }

  return {
    isLasting: false,
    limit,
    freeBytes: () => Promise.resolve(Infinity),
    create(given) {
      const [id, madeAt] = [crypto.randomUUID(), Date.now()];
      const clip: Clip = { ...given, id, madeAt, isFinished: false, bytes: 0, duration: 0 };
      const writing = writeToMemory(limit);
      let rewriting: Writing | undefined;
      clips.set(id, { clip, blob: writing.blob });
      busy.add(id);
      const draft: ClipDraft = {
        clip,
        stream: writing.stream,
        close: writing.close,
        get bytes() {
          return writing.bytes;
        },
        read: () => Promise.resolve(fileOf(id, writing.blob())),
        rewrite: () => Promise.resolve((rewriting = writeToMemory(Infinity))),
        finish(duration, kept) {
          const { bytes, blob } = rewriting ?? writing;
          const whole = blob();
          const finished = { ...entry(id).clip, isFinished: true, bytes, duration, kept };
          clips.set(id, { clip: finished, blob: () => whole });
          drafts.delete(id);
          busy.delete(id);
          return Promise.resolve(finished);
        },
        keepAsIs() {
          rewriting = undefined;
          return Promise.resolve();
        },
        release: () => busy.delete(id),
      };
      drafts.set(id, draft);
      return Promise.resolve(draft);
    },
    resume(id) {
      const draft = drafts.get(id);
      if (!draft || busy.has(id)) return Promise.reject(new Error('This clip is being written.'));
      busy.add(id);
      return Promise.resolve(draft);
    },
    list() {
      const listed = [...clips.values()].map(({ clip }) => clip).filter(({ id }) => !busy.has(id));
      return Promise.resolve(listed.sort((a, b) => b.madeAt - a.madeAt));
    },
    open: async (id) => fileOf(id, entry(id).blob()),
    rename(id, name) {
      const { clip, blob } = entry(id);
      clips.set(id, { clip: { ...clip, name }, blob });
      return Promise.resolve();
    },
    remove(id) {
      clips.delete(id);
      drafts.delete(id);
      return Promise.resolve();
    },
  };
}
