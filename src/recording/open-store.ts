// Chooses where clips are kept: in the origin-private file system, which survives a crash (file-store.ts), or in memory
// if a browser has none (memory-store.ts).
import type { ClipStore } from './clip-store.ts';
import { createFileStore } from './file-store.ts';
import { createMemoryStore } from './memory-store.ts';

/** The best store of this browser. Its streams work only in workers; the rest works on a page too. */
export async function openClipStore(): Promise<ClipStore> {
  return (await createFileStore()) ?? createMemoryStore();
}
