// Variants that a person brought: their cards are kept in the browser's cache, their files beside those of
// the other variants (kept-files.ts). Nothing of them leaves the machine.
import { keepFile, keptHashes } from './kept-files.ts';
import type { Loaded } from './network.ts';

const CACHE = 'vanish-own-variants';
const addressOf = (id: string) => `/own/${encodeURIComponent(id)}/card.json`;

/** The parsed card of an own variant, as it was brought; undefined when there is none of this name. */
export async function ownCard(id: string): Promise<unknown> {
  const kept = await globalThis.caches?.open(CACHE);
  return (await kept?.match(addressOf(id)))?.json();
}

/** The parsed cards of all own variants. */
export async function ownCards(): Promise<unknown[]> {
  const kept = await globalThis.caches?.open(CACHE);
  const requests = (await kept?.keys()) ?? [];
  return Promise.all(requests.map(async (request) => (await kept!.match(request))?.json()));
}

/**
 * Keeps a checked variant; one of the same name is replaced.
 * @param json the card as it was brought, with what `readCard` leaves out
 * @throws Error with a sentence where this browser keeps nothing, or has no room
 */
export async function keepOwnVariant(json: unknown, { card, files }: Loaded): Promise<void> {
  const noRoom = `There is no room for "${card.id}" in this browser.`;
  if (!globalThis.caches) throw new Error('Own variants need HTTPS or localhost to be kept.');
  await Promise.all(card.files.map(({ path, sha256 }) => keepFile(sha256, files.get(path)!)));
  const hashes = await keptHashes();
  if (!card.files.every(({ sha256 }) => hashes.has(sha256))) throw new Error(noRoom);
  const kept = await caches.open(CACHE);
  await kept.put(addressOf(card.id), Response.json(json)).catch(() => {
    throw new Error(noRoom);
  });
  await navigator.storage?.persist?.().catch(() => false); // what was brought may be nowhere else
}

/** Its files go with the next `dropFilesBut`. */
export async function removeOwnVariant(id: string): Promise<void> {
  await (await globalThis.caches?.open(CACHE))?.delete(addressOf(id));
}
