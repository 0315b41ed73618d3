// The variants that there are: those of models/catalog.json, and a person's own.
import { assetUrl } from '../assets.ts';
import { readCard, type Card } from './card.ts';
import { fetchFiles } from './files.ts';
import type { Loaded } from './network.ts';
import { ownCard } from './own-variants.ts';

export interface Catalog {
  /** The id of the variant used when none is asked for. */
  default: string;
  /** The ids of the generators; each is a folder beside the catalog. */
  variants: string[];
  /** The id of the refiner that goes over their fills; absent: there is none. */
  refiner?: string;
}

/** @throws Error with a sentence when the catalog cannot be fetched */
export async function fetchCatalog(): Promise<Catalog> {
  const answer = await fetch(assetUrl('models/catalog.json')).catch(() => undefined);
  if (!answer?.ok) {
    const why = answer ? answer.status : 'there is no connection';
    throw new Error(`The list of variants could not be loaded (${why}).`);
  }
  return (await answer.json()) as Catalog;
}

/** A card that was found. */
export interface FoundCard {
  card: Card;
  /** The same with what `readCard` leaves out: figures, training. */
  json: unknown;
  /** Where its files lie; undefined when they are kept in this browser only. */
  folder: string | undefined;
}

/**
 * The card of one of the catalog's variants or refiners.
 * @throws Error or CardError with a sentence
 */
export async function fetchCard(id: string): Promise<FoundCard> {
  const folder = assetUrl(`models/${id}/`);
  const answer = await fetch(`${folder}card.json`).catch(() => undefined);
  if (!answer?.ok) {
    const why = answer ? answer.status : 'there is no connection';
    throw new Error(`The card of "${id}" could not be loaded (${why}).`);
  }
  const json: unknown = await answer.json();
  return { card: readCard(json, id), json, folder };
}

/**
 * The card of a variant, out of the catalog or a person's own.
 * @throws Error or CardError with a sentence
 */
export async function findCard(id: string, { variants }: Catalog): Promise<FoundCard> {
  if (variants.includes(id)) return fetchCard(id);
  const json = await ownCard(id);
  if (json === undefined) {
    throw new Error(`There is no variant "${id}". Choose one of these: ${variants.join(', ')}.`);
  }
  return { card: readCard(json, id), json, folder: undefined };
}

/**
 * A found variant with its files.
 * @param report called with the share of bytes loaded so far, 0..1
 * @throws CardError when a file is missing or not the one the card means
 */
export async function loadFiles(
  { card, folder }: FoundCard,
  report: (share: number) => void = () => {},
): Promise<Loaded> {
  return { card, files: await fetchFiles(card, folder, report) };
}
