// Fetches the files that a card names, and trusts none before its length and hash agree.
import { CardError, type Card, type CardFile } from './card.ts';

/**
 * All files of a card by path.
 * @param folder the card's folder as a URL with a slash at its end
 * @param report called with the share of bytes loaded so far, 0..1
 * @throws CardError when a file is missing or not the one the card means
 */
export async function fetchFiles(
  card: Card,
  folder: string,
  report: (share: number) => void,
): Promise<Map<string, ArrayBuffer>> {
  const total = card.files.reduce((sum, file) => sum + file.bytes, 0);
  let loaded = 0;
  const contents = await Promise.all(
    card.files.map(async (file) => {
      const content = await fetchFile(file, card.id, folder, (bytes) => {
        loaded += bytes;
        report(Math.min(1, loaded / total));
      });
      return [file.path, content] as const;
    }),
  );
  return new Map(contents);
}

async function fetchFile(
  file: CardFile,
  id: string,
  folder: string,
  count: (bytes: number) => void,
): Promise<ArrayBuffer> {
  const answer = await fetch(folder + file.path);
  if (!answer.ok || !answer.body) {
    throw new CardError(`${file.path} of "${id}" could not be loaded (${answer.status}).`);
  }
  const counted = answer.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        count(piece.byteLength);
        controller.enqueue(piece);
      },
    }),
  );
  const content = await new Response(counted).arrayBuffer();
  await checkFile(file, id, content);
  return content;
}

/** @throws CardError when the content is not what the card says */
export async function checkFile(file: CardFile, id: string, content: ArrayBuffer): Promise<void> {
  if (content.byteLength !== file.bytes) {
    const sizes = `${content.byteLength} bytes long instead of ${file.bytes}`;
    throw new CardError(`${file.path} of "${id}" is ${sizes}: it was cut short or replaced.`);
  }
  // Over plain HTTP the browser has no hashes, and the page itself could have been changed as well;
  // the golden run still tells a broken model.
  if (!globalThis.crypto.subtle) return;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  const hash = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hash !== file.sha256) {
    throw new CardError(`${file.path} of "${id}" does not match its card's hash: it was changed.`);
  }
}
