// The available variants: those of models/catalog.json, and the user's own.
import { assetUrl } from '../assets.ts';
import { CardError, type Card } from './card.ts';
import { readCard } from './read-card.ts';
import { fetchFiles } from './files.ts';
import { MOST_CARD_BYTES } from './graph/limits.ts';
import type { Loaded } from './network.ts';
import { ownCard } from './own-variants.ts';
import { fetchJson } from './patience.ts';
import { VanishError } from '../vanish-error.ts';

export interface Catalog {
  /** The id of the variant to use unless another is asked for. */
  default: string;
  /** The ids of the generators; each is a folder beside the catalog. */
  variants: string[];
  /** The id of the refiner for their fills; absent if there is none. */
  refiner?: string;
  /** The id of the network that finds people where the room is known; absent if there is none. */
  finder?: string;
  /** The id of the network that finds people in the picture alone; absent if there is none. */
  pictureFinder?: string;
}

/** @throws Error with a sentence if the catalog cannot be fetched */
export async function fetchCatalog(): Promise<Catalog> {
  const json = await fetchJson(
    assetUrl('models/catalog.json'),
    'The list of variants',
    MOST_CARD_BYTES,
  );
  return readCatalog(json);
}

/**
 * Checks a parsed catalog.json. Drops invalid ids and keeps the rest.
 * @throws CardError with a sentence if nothing is left
 */
export function readCatalog(json: unknown): Catalog {
  const given = (json ?? {}) as Record<string, unknown>;
  const { default: first, variants, refiner, finder, pictureFinder } = given;
  const ids = Array.isArray(variants) ? [...new Set(variants.filter(isId))] : [];
  if (ids.length === 0) throw new CardError('The list of variants names none.');
  return {
    default: isId(first) && ids.includes(first) ? first : ids[0]!,
    variants: ids,
    ...(isId(refiner) && { refiner }),
    ...(isId(finder) && { finder }),
    ...(isId(pictureFinder) && { pictureFinder }),
  };
}

/** Whether it can be the name of a variant and of its folder. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && /^[\w.-]{1,60}$/.test(value) && !/^\.+$/.test(value);
}

/** A card that was found. */
export interface FoundCard {
  card: Card;
  /** The parsed card, including what `readCard` drops: figures, training. */
  json: unknown;
  /** The folder with its files; undefined if they are only in this browser's cache. */
  folder: string | undefined;
}

/**
 * The card of a variant or refiner in the catalog.
 * @throws Error or CardError with a sentence
 */
export async function fetchCard(id: string): Promise<FoundCard> {
  const folder = assetUrl(`models/${id}/`);
  const json = await fetchJson(`${folder}card.json`, `The card of "${id}"`, MOST_CARD_BYTES);
  return { card: readCard(json, id), json, folder };
}

/**
 * The card of a variant, from the catalog or one of the user's own.
 * @throws VanishError with a sentence: `unknown-variant` if there is none with that id
 */
export async function findCard(id: string, { variants }: Catalog): Promise<FoundCard> {
  if (variants.includes(id)) return fetchCard(id);
  const json = await ownCard(id);
  if (json === undefined) {
    const sentence = `There is no variant "${id}". Choose one of these: ${variants.join(', ')}.`;
    throw new VanishError('unknown-variant', sentence);
  }
  return { card: readCard(json, id), json, folder: undefined };
}

/**
 * A variant and its files.
 * @param report called with the share of bytes loaded so far, 0..1
 * @throws CardError if a file is missing or does not match the card
 */
export async function loadFiles(
  { card, folder }: FoundCard,
  report: (share: number) => void = () => {},
): Promise<Loaded> {
  return { card, files: await fetchFiles(card, folder, report) };
}
