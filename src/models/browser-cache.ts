// The browser's cache, where the page may use one. Over plain HTTP there is none, and if the user blocks site data,
// every call throws. Then nothing is cached, and everything else works.
import { inTime } from '../awake-time.ts';

/** ms until the browser counts as not responding. A file of 100 MB is written within that. */
const ANSWERS_WITHIN = 30_000;

/**
 * Calls the function with the cache of this name.
 * @param otherwise the result if there is no cache, or it fails
 */
export async function withCache<Result>(
  name: string,
  otherwise: Result,
  use: (cache: Cache) => Promise<Result>,
): Promise<Result> {
  try {
    const cache = globalThis.caches; // even reading it may throw
    if (!cache) return otherwise;
    const done = cache.open(name).then(use);
    return await inTime(done, ANSWERS_WITHIN, 'The browser’s cache does not answer.');
  } catch {
    return otherwise;
  }
}
