// The available variants: the catalog's and the user's own, from their cards, and which of their files are cached.
import type { Card } from '../../models/card.ts';
import { readCard } from '../../models/read-card.ts';
import { fetchCard, fetchCatalog, type Catalog, type FoundCard } from '../../models/catalog.ts';
import { readFigures, type Figures } from '../../models/figures.ts';
import { dropFilesBut, keptHashes } from '../../models/cached-files.ts';
import { ownCards } from '../../models/own-variants.ts';
import { sentenceOf } from '../../sentence-of.ts';

export interface Variant {
  card: Card;
  /** Of all its files. */
  bytes: number;
  figures: Figures | undefined;
  isOwn: boolean;
  /** Whether its files are cached. */
  isKept: boolean;
}

/** One of the user's own variants whose card is damaged, or was accepted by an older Vanish. It can only be removed. */
export interface UnfitVariant {
  id: string;
  /** Why. */
  sentence: string;
}

export interface VariantList {
  /** Undefined if it could not be fetched. */
  catalog: Catalog | undefined;
  all: Variant[];
  unfit: UnfitVariant[];
  /** What is wrong with the catalog, or with one of its cards, as a sentence. */
  problem: string | undefined;
}

/** Reads all cards. One that cannot be read hides no other. @param known the catalog, if it was already fetched */
export async function listVariants(known: Catalog | undefined): Promise<VariantList> {
  const { catalog, cards, problem } = await lookAtShipped(known);
  const own = await ownCards();
  const kept = await keptHashes();
  const unfit: UnfitVariant[] = [];
  const all: Omit<Variant, 'isKept'>[] = cards.map((found) => describe(found, false));
  for (const { id, json } of own ?? []) {
    try {
      const card = readCard(json, id);
      if (all.some((other) => other.card.id === id)) {
        throw new Error(`Vanish has a variant "${id}" of its own now.`);
      }
      all.push(describe({ card, json }, true));
    } catch (error) {
      unfit.push({ id, sentence: sentenceOf(error) });
    }
  }
  const withKept = all.map((variant) => ({
    ...variant,
    isKept: hashesOf(variant.card).every((sha256) => kept.has(sha256)),
  }));
  return { catalog, all: withKept, unfit, problem };
}

/** The catalog's readable cards, and what is wrong with the others. */
async function lookAtShipped(known: Catalog | undefined) {
  let problem: string | undefined;
  let catalog = known;
  try {
    catalog ??= await fetchCatalog();
  } catch (error) {
    return { catalog, cards: [], problem: sentenceOf(error) };
  }
  const answers = await Promise.allSettled(catalog.variants.map(fetchCard));
  const cards = answers.flatMap((answer): FoundCard[] => {
    if (answer.status === 'fulfilled') return [answer.value];
    problem = sentenceOf(answer.reason);
    return [];
  });
  return { catalog, cards, problem };
}

/**
 * Frees the disk space of files that no variant needs; a refiner's files are needed. While any card is unreadable,
 * nobody knows which files belong to it, so all stay.
 */
export async function dropUnneeded(catalog: Catalog | undefined): Promise<void> {
  const own = await ownCards();
  if (!catalog || !own) return;
  const shipped = catalog.refiner ? [...catalog.variants, catalog.refiner] : catalog.variants;
  try {
    const found = await Promise.all(shipped.map(fetchCard));
    const hashes = [...found, ...own].map(({ json }) => hashesNamed(json));
    if (hashes.every((known) => known !== undefined)) await dropFilesBut(hashes.flat());
  } catch {
    // For example offline: the next removal will do it.
  }
}

function describe({ card, json }: Pick<FoundCard, 'card' | 'json'>, isOwn: boolean) {
  return {
    card,
    isOwn,
    bytes: card.files.reduce((sum, { bytes }) => sum + bytes, 0),
    figures: readFigures(json, card.id),
  };
}

/** Whether the catalog's variant with this id has exactly the same files. */
export async function isListed(brought: Card): Promise<boolean> {
  try {
    const { card } = await fetchCard(brought.id);
    return hashesOf(card).join() === hashesOf(brought).join();
  } catch {
    return false; // then the sentence about the name is shown
  }
}

function hashesOf({ files }: Card): string[] {
  return files.map(({ sha256 }) => sha256);
}

/** Hashes of the files that a card names, however wrong it is otherwise; undefined if some are missing. */
function hashesNamed(json: unknown): string[] | undefined {
  const files = (json as { files?: unknown } | null | undefined)?.files;
  if (!Array.isArray(files)) return undefined;
  const hashes = files.map((file: { sha256?: unknown } | null) => file?.sha256);
  return hashes.every((hash) => typeof hash === 'string') ? hashes : undefined;
}
