// Fetches the first generator and the refiner for its fills: the card at once, the files on request, so that what the
// first picture needs loads first.
import type { Card } from '../models/card.ts';
import { fetchCard, findCard, loadFiles, type Catalog } from '../models/catalog.ts';
import type { Loaded } from '../models/network.ts';
import { sentenceOf } from '../sentence-of.ts';
import type { ReportShare } from './variant-slot.ts';

export interface PartsRequest {
  /** A variant's id, from the catalog or one of the user's own. Otherwise the preferred one. */
  variant?: string;
  /** The id of the variant used last time. Falls back to the catalog's default if it does not load. */
  preferred?: string;
  /** A refiner's id, or "none". Otherwise the catalog's. */
  refiner?: string;
  report?: ReportShare;
  notify?: (sentence: string) => void;
}

export interface Parts {
  /** The card of the requested generator. @throws Error or CardError with a sentence */
  readonly card: Promise<Card>;
  /**
   * The files. The generator is the default one if the preferred one does not load.
   * @throws Error or CardError with a sentence
   */
  whole(): Promise<{ generator: Loaded; refiner?: Loaded; problem?: string }>;
}

export function loadParts(request: PartsRequest, catalog: Catalog): Parts {
  let begin = () => {};
  const begun = new Promise<void>((resolve) => (begin = resolve));
  let tell: (card: Card) => void = () => {};
  const told = new Promise<Card>((resolve) => (tell = resolve));
  const generator = loadGenerator(request, catalog, (card) => {
    tell(card);
    return begun;
  });
  const whole = begun.then(async () => {
    const refiner = loadRefiner(request.refiner ?? catalog.refiner ?? 'none');
    return { generator: await generator, ...(await refiner) };
  });
  whole.catch(() => {}); // reported by the code that awaits it
  return {
    card: Promise.race([told, generator.then(({ card }) => card)]),
    whole() {
      begin();
      return whole;
    },
  };
}

/**
 * Loads the first variant. Falls back to the default if a variant that was merely preferred does not load.
 * @param expect called with the card; the files are fetched once its promise resolves
 */
async function loadGenerator(
  { variant, preferred, report, notify }: PartsRequest,
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
    notify?.(`${sentenceOf(error)} Vanish continues with another variant.`);
    return load(catalog.default);
  }
}

/** The refiner's card and files. The cloak works without it, so a failure is only reported. */
async function loadRefiner(id: string): Promise<{ refiner?: Loaded; problem?: string }> {
  if (id === 'none') return {};
  try {
    return { refiner: await loadFiles(await fetchCard(id)) };
  } catch (error) {
    return { problem: sentenceOf(error) };
  }
}
