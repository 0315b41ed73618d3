// An in-memory origin-private file system for tests. It has a quota, and behaves like browsers when that is used up.
import { vi } from 'vitest';

/**
 * throws: like an ordinary window. short: writes what fits. wrapped: returns an error as an unsigned number, like
 * private windows.
 */
export type WhenFull = 'throws' | 'short' | 'wrapped';

export interface FakeFileSystem {
  /** For all files together, bytes. */
  quota: number;
  whenFull: WhenFull;
  /** The contents of all files by name. */
  readonly files: Map<string, Uint8Array<ArrayBuffer>>;
  /** The names of open files. */
  readonly open: Set<string>;
  /** Deletes everything, like a user who clears the site's data. Earlier handles of folders are then useless. */
  clear(): void;
}

function refusal(name: string): DOMException {
  return new DOMException(`what the browser says (${name})`, name);
}

/** Replaces the browser's file system, including locks, until the test ends. */
export function fakeFileSystem(): FakeFileSystem {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const open = new Set<string>();
  let cleared = 0;
  const clear = () => {
    cleared++;
    files.clear();
  };
  const made: FakeFileSystem = { quota: Infinity, whenFull: 'throws', files, open, clear };
  const used = () => [...files.values()].reduce((sum, { length }) => sum + length, 0);

  /** @returns how many bytes were written */
  function put(name: string, data: Uint8Array, at: number): number {
    const before = files.get(name);
    if (!before) throw refusal('NotFoundError');
    const fits = Math.max(0, before.length - at) + made.quota - used();
    const count = Math.min(data.length, Math.max(0, fits));
    if (count < data.length && made.whenFull === 'throws') throw refusal('QuotaExceededError');
    if (count < data.length && made.whenFull === 'wrapped') return 4294967288;
    const after = new Uint8Array(Math.max(before.length, at + count));
    after.set(before);
    after.set(data.subarray(0, count), at);
    files.set(name, after);
    return count;
  }

  function take(name: string): void {
    if (open.has(name)) throw refusal('NoModificationAllowedError');
    open.add(name);
  }

  const handleOf = (name: string) => ({
    async getFile() {
      if (!files.has(name)) throw refusal('NotFoundError');
      return new File([files.get(name)!], name);
    },
    async createSyncAccessHandle() {
      take(name);
      let isOpen = true;
      const check = () => {
        if (!isOpen) throw refusal('InvalidStateError');
      };
      return {
        write(data: Uint8Array, { at }: { at: number }) {
          check();
          return put(name, data, at);
        },
        truncate(size: number) {
          check();
          files.set(name, files.get(name)!.slice(0, size));
        },
        flush: check,
        getSize() {
          check();
          return files.get(name)?.length ?? 0;
        },
        close() {
          isOpen = false;
          open.delete(name);
        },
      };
    },
    async createWritable() {
      if (open.has(name)) throw refusal('NoModificationAllowedError');
      let text = '';
      return {
        write: async (more: string) => void (text += more),
        abort: async () => {},
        async close() {
          const data = new TextEncoder().encode(text);
          if (used() - files.get(name)!.length + data.length > made.quota) {
            throw refusal('QuotaExceededError');
          }
          files.set(name, data);
        },
      };
    },
  });

  const folderOf = (made: number) => ({
    async getFileHandle(name: string, options?: { create?: boolean }) {
      if (made < cleared) throw refusal('NotFoundError');
      if (!files.has(name)) {
        if (!options?.create) throw refusal('NotFoundError');
        files.set(name, new Uint8Array());
      }
      return handleOf(name);
    },
    async removeEntry(name: string) {
      if (!files.has(name)) throw refusal('NotFoundError');
      if (open.has(name)) throw refusal('NoModificationAllowedError');
      files.delete(name);
    },
    async *keys() {
      if (made < cleared) throw refusal('NotFoundError');
      yield* [...files.keys()];
    },
  });
  const held = new Set<string>();
  vi.stubGlobal('navigator', {
    storage: {
      getDirectory: async () => ({ getDirectoryHandle: async () => folderOf(cleared) }),
      estimate: async () => ({}),
    },
    locks: {
      async request(name: string, _options: LockOptions, use: (lock: unknown) => unknown) {
        if (held.has(name)) return use(null);
        held.add(name);
        try {
          return await use({});
        } finally {
          held.delete(name);
        }
      },
      query: async () => ({ held: [...held].map((name) => ({ name })) }),
    },
  });
  return made;
}
