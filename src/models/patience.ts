// Downloads that may never arrive: their time limits and errors.
import { VanishError } from '../vanish-error.ts';

/** A download is aborted if nothing arrives for this long, ms. */
export const STALLED_AFTER = 20_000;

export interface FetchOptions {
  /** Called with the length of every chunk that arrives, bytes. */
  count?: (bytes: number) => void;
  /** Upper limit, bytes. Reading stops beyond it. */
  most: number;
  /** Aborts it from outside. */
  signal?: AbortSignal;
}

/**
 * A file's content.
 * @param what what to call it in a sentence: "The card of "mine""
 * @throws VanishError (`not-loaded`) if it cannot be fetched, is too long, or stalls
 */
export async function fetchContent(
  url: string,
  what: string,
  { count, most, signal }: FetchOptions,
): Promise<ArrayBuffer> {
  const giveUp = new AbortController();
  let why = 'there is no connection';
  const stop = (because: string) => {
    why = because;
    giveUp.abort();
  };
  const stopFromOutside = () => stop('it is not needed any more');
  signal?.addEventListener('abort', stopFromOutside);
  let limit: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    clearTimeout(limit);
    const seconds = STALLED_AFTER / 1000;
    limit = setTimeout(() => stop(`nothing arrived for ${seconds} seconds`), STALLED_AFTER);
  };
  try {
    wait();
    const answer = await fetch(url, { signal: giveUp.signal });
    if (!answer.ok || !answer.body) {
      why = `the server answers ${answer.status}`;
      throw new Error(why);
    }
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    let length = 0;
    const reader = answer.body.getReader();
    for (;;) {
      wait();
      const { value, done } = await reader.read();
      if (done) break;
      pieces.push(value);
      length += value.byteLength;
      count?.(value.byteLength);
      if (length > most) {
        stop('it is longer than it should be');
        throw new Error(why);
      }
    }
    return await new Blob(pieces).arrayBuffer();
  } catch (cause) {
    throw new VanishError('not-loaded', `${what} could not be loaded: ${why}.`, { cause });
  } finally {
    clearTimeout(limit);
    signal?.removeEventListener('abort', stopFromOutside);
  }
}

/** A JSON file's content, parsed. @throws Error with a sentence, also if it is not JSON */
export async function fetchJson(url: string, what: string, most: number): Promise<unknown> {
  const content = await fetchContent(url, what, { most });
  try {
    return JSON.parse(new TextDecoder().decode(content));
  } catch (cause) {
    throw new VanishError('not-loaded', `${what} is not JSON.`, { cause });
  }
}
