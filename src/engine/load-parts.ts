// Fetches the generator to begin with, and the refiner that goes over its fills: the card at once, the files when they are
// asked for, so that what the first picture needs comes first.
import type { Card } from '../models/card.ts';
import { fetchCard, findCard, loadFiles, type Catalog } from '../models/catalog.ts';
import type { Loaded } from '../models/network.ts';
import { sentenceOf } from '../sentence-of.ts';
import type { ReportShare } from './variant-slot.ts';

export interface PartsWish {
  /** A variant's id, out of the catalog or a person's own; otherwise the preferred one. */
  variant?: string;
  /** The id of the variant of last time: the catalog's default serves where it cannot be loaded. */
  preferred?: string;
  /** A refiner's id, or "none"; otherwise the catalog's. */
  refiner?: string;
  report?: ReportShare;
  notify?: (sentence: string) => void;
}

export interface Parts {
  /** Of the generator that is wanted. @throws Error or CardError with a sentence */
  readonly card: Promise<Card>;
  /**
   * The files; the generator may be another where the preferred one cannot be loaded.
   * @throws Error or CardError with a sentence
   */
  whole(): Promise<{ generator: Loaded; refiner?: Loaded; problem?: string }>;
}

export function loadParts(wish: PartsWish, catalog: Catalog): Parts {
  let begin = () => {};
  const begun = new Promise<void>((resolve) => (begin = resolve));
  let tell: (card: Card) => void = () => {};
  const told = new Promise<Card>((resolve) => (tell = resolve));
  const generator = loadGenerator(wish, catalog, (card) => {
    tell(card);
    return begun;
  });
  const whole = begun.then(async () => {
    const refiner = loadRefiner(wish.refiner ?? catalog.refiner ?? 'none');
    return { generator: await generator, ...(await refiner) };
  });
  whole.catch(() => {}); // reported where it is awaited
  return {
    card: Promise.race([told, generator.then(({ card }) => card)]),
    whole() {
      begin();
      return whole;
    },
  };
}

/**
 * The variant to begin with. One that was merely preferred gives way to the default.
 * @param expect told its card; the files are fetched once what it gives has resolved
 */
async function loadGenerator(
  { variant, preferred, report, notify }: PartsWish,
  catalog: Catalog,
  expect: (card: Card) => Promise<void>,
): Promise<Loaded> {
  const load = async (id: string) => {
    const found = await findCard(id, catalog);
    await expect(found.card);
    return loadFiles(found, (share) => report?.(0.4 * share, 'Loading the generator'));
  };
  if (variant || !preferred) return load(variant ?? catalog.default);
  try {
    return await load(preferred);
  } catch (error) {
    if (preferred === catalog.default) throw error;
    notify?.(`${sentenceOf(error)} Vanish goes on with another variant.`);
    return load(catalog.default);
  }
}

/** The refiner's card and files; the cloak works without it, so what goes wrong is only told. */
async function loadRefiner(id: string): Promise<{ refiner?: Loaded; problem?: string }> {
  if (id === 'none') return {};
  try {
    return { refiner: await loadFiles(await fetchCard(id)) };
  } catch (error) {
    return { problem: sentenceOf(error) };
  }
}
