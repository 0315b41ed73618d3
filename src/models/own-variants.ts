// Variants that the user brought. Their cards are in the browser's cache, their files next to those of the other
// variants (cached-files.ts). Nothing leaves the machine.
import { withCache } from './browser-cache.ts';
import { cacheFile, keptHashes } from './cached-files.ts';
import type { Loaded } from './network.ts';

const CACHE = 'vanish-own-variants';
const addressOf = (id: string) => `/own/${encodeURIComponent(id)}/card.json`;

/** A stored card. */
export interface OwnCard {
  /** The key for keeping and removing it. */
  id: string;
  /** The parsed card; undefined if it can no longer be read. */
  json: unknown;
}

/** The parsed card of the user's own variant, as it was brought; undefined if there is none with this name. */
export function ownCard(id: string): Promise<unknown> {
  return withCache<unknown>(CACHE, undefined, async (cache) => {
    const kept = await cache.match(addressOf(id));
    return kept && parsed(kept);
  });
}

/** The cards of all the user's own variants; undefined if the browser does not say. */
export function ownCards(): Promise<OwnCard[] | undefined> {
  return withCache<OwnCard[] | undefined>(CACHE, undefined, async (cache) => {
    const read = async (request: Request): Promise<OwnCard> => {
      const kept = await cache.match(request);
      return { id: idOf(request), json: kept && (await parsed(kept)) };
    };
    return Promise.all((await cache.keys()).map(read));
  });
}

/**
 * Stores a verified variant. Replaces one with the same name.
 * @param json the card as it was brought, including what `readCard` drops
 * @throws Error with a sentence if this browser has no cache, or no room
 */
export async function keepOwnVariant(json: unknown, { card, files }: Loaded): Promise<void> {
  await Promise.all(card.files.map(({ path, sha256 }) => cacheFile(sha256, files.get(path)!)));
  const hashes = await keptHashes();
  const areKept = card.files.every(({ sha256 }) => hashes.has(sha256));
  const isKept =
    areKept &&
    (await withCache(CACHE, false, async (cache) => {
      await cache.put(addressOf(card.id), Response.json(json));
      return true;
    }));
  if (!isKept) {
    throw new Error(
      `"${card.id}" works here, but this browser does not keep it: there is no room, the site's data is blocked, or the ` +
        'page came without HTTPS. Change that and bring it again.',
    );
  }
}

/** Its files go with the next `dropFilesBut`. */
export function removeOwnVariant(id: string): Promise<boolean> {
  return withCache(CACHE, false, (cache) => cache.delete(addressOf(id)));
}

async function parsed(kept: Response): Promise<unknown> {
  try {
    return await kept.json();
  } catch {
    return undefined;
  }
}

function idOf({ url }: Request): string {
  const parts = new URL(url, 'https://kept.invalid').pathname.split('/');
  return decodeURIComponent(parts.at(-2) ?? '');
}
