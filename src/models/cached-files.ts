// Variants' files in the browser's cache, by hash: once fetched, they are available offline too.
import { withCache } from './browser-cache.ts';

const CACHE = 'vanish-files';
const addressOf = (sha256: string) => `/kept/${sha256}`;

/** The cached file with this hash; the caller verifies it. Undefined if there is none or the browser has no cache. */
export function cachedFile(sha256: string): Promise<ArrayBuffer | undefined> {
  return withCache(CACHE, undefined, async (cache) =>
    (await cache.match(addressOf(sha256)))?.arrayBuffer(),
  );
}

/** Caches a file whose hash was verified. If there is no room, it is fetched again next time. */
export function cacheFile(sha256: string, content: ArrayBuffer): Promise<void> {
  return withCache(CACHE, undefined, (cache) =>
    cache.put(addressOf(sha256), new Response(content)),
  );
}

/** The hashes of all cached files. */
export function keptHashes(): Promise<Set<string>> {
  return withCache(
    CACHE,
    new Set<string>(),
    async (cache) => new Set((await cache.keys()).map(hashOf)),
  );
}

/** Deletes the files that no variant needs any more. */
export function dropFilesBut(hashes: readonly string[]): Promise<void> {
  return withCache(CACHE, undefined, async (cache) => {
    for (const request of await cache.keys()) {
      if (!hashes.includes(hashOf(request))) await cache.delete(request);
    }
  });
}

function hashOf({ url }: Request): string {
  return new URL(url, 'https://kept.invalid').pathname.split('/').at(-1) ?? '';
}
