// The list of variants that the page offers: models/catalog.json.

export interface Catalog {
  /** The id of the variant used when none is asked for. */
  default: string;
  /** The ids of the generators; each is a folder beside the catalog. */
  variants: string[];
  /** The id of the refiner that goes over their fills; absent: there is none. */
  refiner?: string;
}

export const MODELS_URL = '/models/';

/** @throws Error with a sentence when the catalog cannot be fetched */
export async function fetchCatalog(): Promise<Catalog> {
  const answer = await fetch(`${MODELS_URL}catalog.json`);
  if (!answer.ok) throw new Error(`The list of variants could not be loaded (${answer.status}).`);
  return (await answer.json()) as Catalog;
}
