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

/** Whether all files with these hashes are kept. */
export async function areKept(hashes: readonly string[]): Promise<boolean> {
  const cache = await openCache();
  if (!cache) return false;
  const found = await Promise.all(hashes.map((sha256) => cache.match(addressOf(sha256))));
  return found.every(Boolean);
}

/** Drops what no variant needs any more. */
export async function dropFilesBut(hashes: readonly string[]): Promise<void> {
  const cache = await openCache();
  for (const request of (await cache?.keys()) ?? []) {
    const sha256 = new URL(request.url).pathname.split('/').at(-1) ?? '';
    if (!hashes.includes(sha256)) await cache?.delete(request);
  }
}

/** Over plain HTTP there is none, and some browsers forbid it in private windows. */
async function openCache(): Promise<Cache | undefined> {
  try {
    return await globalThis.caches?.open(CACHE);
  } catch {
    return undefined;
  }
}
