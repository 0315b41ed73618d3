// Chooses where clips are kept: the origin-private file system, which outlives a crash (file-store.ts), or memory where
// a browser has none (memory-store.ts).
import type { ClipStore } from './clip-store.ts';
import { createFileStore } from './file-store.ts';
import { createMemoryStore } from './memory-store.ts';

/** The best store that this browser has. Its streams live in workers; the rest works in a page too. */
export async function openClipStore(): Promise<ClipStore> {
  return (await createFileStore()) ?? createMemoryStore();
}
