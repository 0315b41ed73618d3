// Loads the networks that find people alongside the segmenter, each in its own worker. The cloak works without
// them, so failures are only reported.
import type { Pipeline } from '../cloak/pipeline.ts';
import type { Card } from '../models/card.ts';
import { fetchCard, loadFiles, type Catalog } from '../models/catalog.ts';
import { checkGolden } from '../models/golden.ts';
import type { Network } from '../models/network.ts';
import { loadWorkerFinder } from '../models/worker-network.ts';
import { createBodyFinder, type BodyFinder } from '../segmentation/bodies/body-finder.ts';
import { createRemoteBodyNetwork } from '../segmentation/bodies/remote-body-network.ts';
import { checkFinder, createFinder } from '../segmentation/finder.ts';
import {
  checkPictureFinder,
  createPictureFinder,
  type PictureFinder,
} from '../segmentation/picture-finder.ts';
import { sentenceOf } from '../sentence-of.ts';

/** How long to wait for the finders, ms. */
const FINDERS_IN = 15_000;

export interface FinderOptions {
  /** A finder's id, or "none". Otherwise the catalog's. */
  finder?: string;
  /** The same for the finder that sees the picture alone. */
  pictureFinder?: string;
  /** Whether people are also found as bodies. Default: yes. */
  findsBodies?: boolean;
  /** Called with a sentence if one cannot be loaded. */
  notify?: (sentence: string) => void;
}

/** Hands the finders to the pipeline as they load. @returns resolves then, or when the wait times out */
export function addFinders(
  pipeline: Pipeline,
  options: FinderOptions,
  catalog: Catalog,
): Promise<void> {
  const limit = new Promise<void>((resolve) => setTimeout(resolve, FINDERS_IN));
  const coming = Promise.race([add(pipeline, options, catalog), limit]);
  pipeline.mask.awaitFinders(coming);
  return coming;
}

async function add(
  pipeline: Pipeline,
  { finder, pictureFinder, findsBodies = true, notify }: FinderOptions,
  catalog: Catalog,
): Promise<void> {
  const network = await load(finder ?? catalog.finder, checkFinder, (why) =>
    notify?.(`People are found by the segmenter alone: ${why}`),
  );
  if (network) pipeline.mask.setFinder(createFinder(network));
  const alone = await loadPictureFinder(pictureFinder ?? catalog.pictureFinder, notify);
  if (alone) pipeline.mask.setPictureFinder(alone);
  const bodies = findsBodies && (await loadBodyFinder(notify));
  if (bodies) pipeline.mask.setBodyFinder(bodies);
}

/** @param id "none" or absent for no finder. @returns undefined if it cannot be loaded, after a sentence to `notify` */
export async function loadPictureFinder(
  id: string | undefined,
  notify?: (sentence: string) => void,
): Promise<PictureFinder | undefined> {
  const network = await load(id, checkPictureFinder, (why) =>
    notify?.(`People who are far away may be missed: ${why}`),
  );
  return network && createPictureFinder(network);
}

/** @returns undefined if it cannot be loaded, after a sentence to `notify` */
export async function loadBodyFinder(
  notify?: (sentence: string) => void,
): Promise<BodyFinder | undefined> {
  try {
    return createBodyFinder(await createRemoteBodyNetwork());
  } catch (error) {
    notify?.(`Furniture may be taken for people: ${sentenceOf(error)}`);
    return undefined;
  }
}

/** @returns the network, warmed up; undefined if there is none */
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
    await checkGolden(network, loaded.files); // also warms it up
    return network;
  } catch (error) {
    network?.dispose();
    onProblem(sentenceOf(error));
    return undefined;
  }
}
