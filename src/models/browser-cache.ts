// The browser's cache, where it lets the page have one: over plain HTTP there is none, and where a person blocks the
// site's data every question throws. Then nothing is kept, and all else goes on.
import { inTime } from './patience.ts';

/** Then the browser does not answer any more, ms; a file of 100 MB is written within. */
const ANSWERS_WITHIN = 30_000;

/**
 * What is done with a cache of this name.
 * @param otherwise what is given where there is none, or it fails
 */
export async function withCache<Result>(
  name: string,
  otherwise: Result,
  use: (cache: Cache) => Promise<Result>,
): Promise<Result> {
  try {
    const cache = globalThis.caches; // reading it may throw already
    if (!cache) return otherwise;
    const done = cache.open(name).then(use);
    return await inTime(done, ANSWERS_WITHIN, 'The browser’s cache does not answer.');
  } catch {
    return otherwise;
  }
}
