// Fetches the files that a card names, and trusts none before its length and hash match. Fetched files are cached.
import { CardError, type Card, type CardFile } from './card.ts';
import { fetchContent } from './patience.ts';
import { cacheFile, cachedFile } from './cached-files.ts';

/**
 * All files of a card by path.
 * @param folder the card's folder as a URL with a trailing slash; undefined if all files should be cached
 * @param report called with the share of bytes loaded so far, 0..1
 * @throws CardError if a file is missing or does not match the card
 */
export async function fetchFiles(
  card: Pick<Card, 'id' | 'files'>,
  folder: string | undefined,
  report: (share: number) => void,
): Promise<Map<string, ArrayBuffer>> {
  const total = card.files.reduce((sum, file) => sum + file.bytes, 0);
  let loaded = 0;
  const failed = new AbortController();
  const load = async (file: CardFile) => {
    const count = (bytes: number) => {
      loaded += bytes;
      // After a failure the page shows its sentence: no progress may replace it.
      if (!failed.signal.aborted) report(Math.min(1, loaded / total));
    };
    const content =
      (await keptAndRight(file, card.id, count)) ??
      (await fetchFile(file, card.id, folder, { count, signal: failed.signal }));
    return [file.path, content] as const;
  };
  try {
    return new Map(await Promise.all(card.files.map(load)));
  } catch (error) {
    failed.abort(); // one is missing, so the others are useless
    throw error;
  }
}

/** The cached file; undefined if there is none, or it is damaged. */
async function keptAndRight(
  file: CardFile,
  id: string,
  count: (bytes: number) => void,
): Promise<ArrayBuffer | undefined> {
  const content = await cachedFile(file.sha256);
  if (!content) return undefined;
  try {
    await checkFile(file, id, content);
  } catch {
    return undefined;
  }
  count(file.bytes);
  return content;
}

async function fetchFile(
  file: CardFile,
  id: string,
  folder: string | undefined,
  { count, signal }: { count: (bytes: number) => void; signal: AbortSignal },
): Promise<ArrayBuffer> {
  if (folder === undefined) {
    throw new CardError(`${file.path} of "${id}" is not kept here any more. Bring "${id}" again.`);
  }
  const what = `${file.path} of "${id}"`;
  // A little more than expected, so that a longer file gets its own error.
  const most = file.bytes + 1e6;
  const content = await fetchContent(folder + file.path, what, { count, signal, most });
  await checkFile(file, id, content);
  await cacheFile(file.sha256, content);
  return content;
}

/** @throws CardError if the content is not what the card says */
export async function checkFile(file: CardFile, id: string, content: ArrayBuffer): Promise<void> {
  checkLength(file, id, content.byteLength);
  // Over plain HTTP the browser offers no hashes, and the page itself could have been tampered with anyway. The golden
  // run still detects a broken model.
  const hash = await hashOf(content);
  if (hash !== undefined && hash !== file.sha256) {
    throw new CardError(`${file.path} of "${id}" does not match its card's hash: it was changed.`);
  }
}

/** SHA-256, lower-case hexadecimal; undefined over plain HTTP. */
export async function hashOf(content: ArrayBuffer): Promise<string | undefined> {
  if (!globalThis.crypto.subtle) return undefined;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @throws CardError if the file's length differs from the card's */
export function checkLength(file: CardFile, id: string, bytes: number): void {
  if (bytes === file.bytes) return;
  const sizes = `${bytes} bytes long instead of ${file.bytes}`;
  throw new CardError(`${file.path} of "${id}" is ${sizes}: it was cut short or replaced.`);
}
