// The worker that cloaks photos, one at a time, in its own pipeline, so that the live picture is not disturbed.
import { setAssetsRoot } from '../assets.ts';
import { chooseWay } from '../models/way.ts';
import { loadBodyFinder, loadPictureFinder } from '../engine/start-finders.ts';
import { startPipeline } from '../engine/start.ts';
import { fetchCatalog, findCard } from '../models/catalog.ts';
import { guardNetwork } from '../segmentation/guarded-network.ts';
import type { BodyFinder } from '../segmentation/bodies/body-finder.ts';
import type { PictureFinder } from '../segmentation/picture-finder.ts';
import { sentenceOf } from '../sentence-of.ts';
import { pause } from '../texture/pause.ts';
import { cloakPhoto, type PhotoParts } from './cloak-photo.ts';
import type {
  FromPhotoWorker,
  PhotoAnswer,
  PhotoStart,
  PhotoRequest,
  ToPhotoWorker,
} from './messages.ts';
import { createPhotoTexture } from './photo-texture.ts';
import { UnfitPhotoError } from '../sources/photo/read-photo.ts';

let starting: Promise<PhotoParts> | undefined;
/** Why the result must not be trusted. */
let fault: string | undefined;

function say(message: FromPhotoWorker): void {
  self.postMessage(message);
}

async function start({ tier, variant }: PhotoStart): Promise<PhotoParts> {
  const texture = createPhotoTexture(pause);
  const report = (doing: string, share: number) => say({ kind: 'progress', doing, share });
  const started = await startPipeline({
    canvas: new OffscreenCanvas(1, 1), // grows to the working size
    tier,
    variant: variant && (await fits(variant)) ? variant : (await fetchCatalog()).default,
    createTexture: () => texture.stage,
    report: (_share, doing) => report(doing, 0),
    onBroken: (_id, sentence) => (fault = sentence),
    // a photo's room is not known, and it is looked at here
    finder: 'none',
    pictureFinder: 'none',
    findsBodies: false,
  });
  const { pipeline, segmenter, lost } = started;
  if (!segmenter) throw new Error('The segmenter was not loaded.');
  void lost.then((cause) =>
    say({ kind: 'broken', sentence: `The graphics device was lost (${cause}).` }),
  );
  const pictureFinder = guardNetwork<PictureFinder>(() => {});
  const bodyFinder = guardNetwork<BodyFinder>(() => {});
  const [finder, bodies] = await Promise.all([
    loadPictureFinder((await fetchCatalog()).pictureFinder),
    loadBodyFinder(),
  ]);
  if (finder) pictureFinder.set(finder);
  if (bodies) bodyFinder.set(bodies);
  return { pipeline, segmenter, pictureFinder, bodyFinder, texture, report, pause };
}

/** Whether the variant fills a hole that it is given, and does nothing else. */
async function fits(variant: string): Promise<boolean> {
  try {
    const { card } = await findCard(variant, await fetchCatalog());
    const way = chooseWay(card);
    return !way.findsPerson && !way.givesMatte;
  } catch {
    return false; // removed meanwhile
  }
}

async function answer(request: PhotoRequest): Promise<PhotoAnswer> {
  const parts = await starting!;
  try {
    const answered = await cloakPhoto(parts, request);
    if (fault) throw new Error(fault);
    return answered;
  } catch (error) {
    if (error instanceof UnfitPhotoError) return { kind: 'unfit', sentence: error.message };
    throw error;
  }
}

async function handle(data: ToPhotoWorker): Promise<void> {
  if (data.kind === 'start') {
    setAssetsRoot(data.assets);
    starting = start(data);
    starting.catch(() => {}); // reported with the first photo
    return;
  }
  try {
    say(await answer(data));
  } catch (error) {
    say({ kind: 'broken', sentence: sentenceOf(error) });
  }
}

self.onmessage = ({ data }: MessageEvent<ToPhotoWorker>) => void handle(data);
