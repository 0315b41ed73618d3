// Loads what finds people beside the segmenter, each in a worker of its own. The cloak works without them, so what goes
// wrong is only told.
import type { Pipeline } from '../cloak/pipeline.ts';
import type { Card } from '../models/card.ts';
import { fetchCard, loadFiles, type Catalog } from '../models/catalog.ts';
import { checkGolden } from '../models/golden.ts';
import type { Network } from '../models/network.ts';
import { loadWorkerFinder } from '../models/worker-network.ts';
import { checkFinder, createFinder } from '../segmentation/finder.ts';
import {
  checkPictureFinder,
  createPictureFinder,
  type PictureFinder,
} from '../segmentation/picture-finder.ts';
import { sentenceOf } from '../sentence-of.ts';

/** Milliseconds that whoever waits for the finders does so. */
const FINDERS_IN = 15_000;

export interface FinderOptions {
  /** A finder's id, or "none"; otherwise the catalog's. */
  finder?: string;
  /** The same of the one that sees the picture alone. */
  pictureFinder?: string;
  /** Told in a sentence when one cannot be had. */
  notify?: (sentence: string) => void;
}

/** Hands the finders to the pipeline when they are there. @returns resolves then, or when it took too long */
export function addFinders(
  pipeline: Pipeline,
  options: FinderOptions,
  catalog: Catalog,
): Promise<void> {
  const limit = new Promise<void>((resolve) => setTimeout(resolve, FINDERS_IN));
  const coming = Promise.race([add(pipeline, options, catalog), limit]);
  pipeline.awaitFinders(coming);
  return coming;
}

async function add(
  pipeline: Pipeline,
  { finder, pictureFinder, notify }: FinderOptions,
  catalog: Catalog,
): Promise<void> {
  const network = await load(finder ?? catalog.finder, checkFinder, (why) =>
    notify?.(`People are found by the segmenter alone: ${why}`),
  );
  if (network) pipeline.setFinder(createFinder(network));
  const alone = await loadPictureFinder(pictureFinder ?? catalog.pictureFinder, notify);
  if (alone) pipeline.setPictureFinder(alone);
}

/** @param id "none" or absent: there is none. @returns undefined where it cannot be had, after a sentence to `notify` */
export async function loadPictureFinder(
  id: string | undefined,
  notify?: (sentence: string) => void,
): Promise<PictureFinder | undefined> {
  const network = await load(id, checkPictureFinder, (why) =>
    notify?.(`People who are far away may be missed: ${why}`),
  );
  return network && createPictureFinder(network);
}

/** @returns the network, warmed up; undefined where there is none */
async function load(
  id: string | undefined,
  check: (card: Card) => void,
  onProblem: (sentence: string) => void,
): Promise<Network | undefined> {
  if (id === undefined || id === 'none') return undefined;
  let network: Network | undefined;
  try {
    const loaded = await loadFiles(await fetchCard(id));
    check(loaded.card);
    network = await loadWorkerFinder(loaded);
    await checkGolden(network, loaded.files); // which warms it up
    return network;
  } catch (error) {
    network?.dispose();
    onProblem(sentenceOf(error));
    return undefined;
  }
}
