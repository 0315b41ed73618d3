// Variants' files in the browser's cache, by their hash: what was fetched once is there without the network too.

const CACHE = 'vanish-files';
const addressOf = (sha256: string) => `/kept/${sha256}`;

/** The file with this hash, if it is kept; whoever uses it checks it. Undefined too where the browser keeps nothing. */
export async function keptFile(sha256: string): Promise<ArrayBuffer | undefined> {
  const cache = await openCache();
  return (await cache?.match(addressOf(sha256)))?.arrayBuffer();
}

/** Keeps a file whose hash was checked. Where there is no room for it, it is fetched again next time. */
export async function keepFile(sha256: string, content: ArrayBuffer): Promise<void> {
  try {
    await (await openCache())?.put(addressOf(sha256), new Response(content));
  } catch {
    // No room, or the person forbids it.
  }
}

/** The hashes of all files that are kept. */
export async function keptHashes(): Promise<Set<string>> {
  const cache = await openCache();
  return new Set(((await cache?.keys()) ?? []).map(hashOf));
}

/** Drops what no variant needs any more. */
export async function dropFilesBut(hashes: readonly string[]): Promise<void> {
  const cache = await openCache();
  for (const request of (await cache?.keys()) ?? []) {
    if (!hashes.includes(hashOf(request))) await cache?.delete(request);
  }
}

function hashOf({ url }: Request): string {
  return new URL(url).pathname.split('/').at(-1) ?? '';
}

/** Over plain HTTP there is none, and some browsers forbid it in private windows. */
async function openCache(): Promise<Cache | undefined> {
  try {
    return await globalThis.caches?.open(CACHE);
  } catch {
    return undefined;
  }
}
