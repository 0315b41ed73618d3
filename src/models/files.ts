// Fetches the files that a card names, and trusts none before its length and hash agree. What was fetched
// once is kept.
import { CardError, type Card, type CardFile } from './card.ts';
import { fetchContent } from './patience.ts';
import { keepFile, keptFile } from './kept-files.ts';

/**
 * All files of a card by path.
 * @param folder the card's folder as a URL with a slash at its end; undefined when all files should be kept already
 * @param report called with the share of bytes loaded so far, 0..1
 * @throws CardError when a file is missing or not the one the card means
 */
export async function fetchFiles(
  card: Card,
  folder: string | undefined,
  report: (share: number) => void,
): Promise<Map<string, ArrayBuffer>> {
  const total = card.files.reduce((sum, file) => sum + file.bytes, 0);
  let loaded = 0;
  const failed = new AbortController();
  const load = async (file: CardFile) => {
    const count = (bytes: number) => {
      loaded += bytes;
      // Whoever waits has the failure's sentence by then.
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
    failed.abort(); // one is missing: the others are of no use
    throw error;
  }
}

/** Undefined when it is not kept, or not whole any more. */
async function keptAndRight(
  file: CardFile,
  id: string,
  count: (bytes: number) => void,
): Promise<ArrayBuffer | undefined> {
  const content = await keptFile(file.sha256);
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
  // A little more than it should be, so that what is longer is told as such.
  const most = file.bytes + 1e6;
  const content = await fetchContent(folder + file.path, what, { count, signal, most });
  await checkFile(file, id, content);
  await keepFile(file.sha256, content);
  return content;
}

/** @throws CardError when the content is not what the card says */
export async function checkFile(file: CardFile, id: string, content: ArrayBuffer): Promise<void> {
  checkLength(file, id, content.byteLength);
  // Over plain HTTP the browser has no hashes, and the page itself could have been changed as well;
  // the golden run still tells a broken model.
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

/** @throws CardError when a file has not as many bytes as the card says */
export function checkLength(file: CardFile, id: string, bytes: number): void {
  if (bytes === file.bytes) return;
  const sizes = `${bytes} bytes long instead of ${file.bytes}`;
  throw new CardError(`${file.path} of "${id}" is ${sizes}: it was cut short or replaced.`);
}
