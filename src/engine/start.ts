// Brings the cloak up: variant, tier, segmenter, passes, pipeline. Runs in the engine's worker and
// in the evaluation's.
import { createPipeline, type Pipeline } from '../cloak/pipeline.ts';
import { DEFAULT_SETTINGS } from '../cloak/settings.ts';
import { chooseWay, type Way } from '../cloak/way.ts';
import { createWebGlPasses } from '../cloak/webgl/passes.ts';
import { createWebGpuPasses } from '../cloak/webgpu/passes.ts';
import { readCard, type Card } from '../models/card.ts';
import { fetchCatalog, MODELS_URL } from '../models/catalog.ts';
import { fetchFiles } from '../models/files.ts';
import type { Loaded } from '../models/network.ts';
import { createSegmenter } from '../segmentation/segmenter.ts';
import type { Tier, TierResult } from './messages.ts';
import { chooseTier } from './tiers.ts';
import { sentenceOf } from '../sentence-of.ts';

export interface StartOptions {
  canvas: OffscreenCanvas;
  /** Forces a tier. */
  tier?: Tier;
  /** A variant's id; otherwise the catalog's default. */
  variant?: string;
  /** A refiner's id, or "none"; otherwise the catalog's. */
  refiner?: string;
  /** Called with the share done so far, 0..1, and what is being done. */
  report?: (share: number, doing: string) => void;
  /** Times every frame's stages instead of a sample. */
  timeAll?: boolean;
  /** Told in a sentence when something happened to the room. */
  notify?: (sentence: string) => void;
  /** Loads the segmenter also for a variant that finds the person itself: `readHole` may ask it. */
  measures?: boolean;
}

export interface Started {
  pipeline: Pipeline;
  /** Whether the room can be remembered: not with a variant that finds the person itself. */
  remembers: boolean;
  /** How many tensors the generator's runtime holds; for tests. */
  countTensors: () => Promise<number>;
  tier: Tier;
  variant: string;
  /** The refiner that fills may go through. */
  refiner?: string;
  tried: TierResult[];
  reason: string;
  /** Resolves with the cause when the GPU is taken away; never in tiers without one. */
  lost: Promise<string>;
}

/** @throws Error with a sentence for the page when a part cannot be loaded or no tier works */
export async function startPipeline(options: StartOptions): Promise<Started> {
  const { canvas, report = () => {} } = options;
  report(0, 'Loading the generator');
  const catalog = await fetchCatalog();
  const id = options.variant ?? catalog.default;
  if (!catalog.variants.includes(id)) {
    const known = catalog.variants.join(', ');
    throw new Error(`There is no variant "${id}". Choose one of these: ${known}.`);
  }
  const card = await fetchCard(id);
  const way = chooseWay(card);
  const needsSegmenter = !way.findsPerson || options.measures;
  const segmenterComing = needsSegmenter ? createSegmenter() : undefined;
  segmenterComing?.catch(() => {}); // reported where it is awaited
  const refinerComing = loadRefiner(options.refiner ?? catalog.refiner ?? 'none');
  const files = await fetchFiles(card, `${MODELS_URL}${id}/`, (share) => {
    report(0.4 * share, 'Loading the generator');
  });
  const { refiner, problem } = await refinerComing;

  const { tier, network, tried, reason } = await chooseTier(
    { card, files },
    refiner,
    options.tier,
    (trying) => report(0.5, `Checking the generator on ${TIER_NAMES[trying]}`),
  );
  const noRefiner = problem ?? network.refinerProblem;
  if (noRefiner) options.notify?.(`Fills are shown unrefined: ${noRefiner}`);
  if (segmenterComing) report(0.8, 'Loading the segmenter');
  const segmenter = await segmenterComing;
  report(0.9, 'Warming up');
  const passes =
    tier === 'webgpu'
      ? createWebGpuPasses(canvas, network.device!, network, way)
      : createWebGlPasses(canvas, network, way);
  const aspect = card.input.width / card.input.height;
  const { timeAll, notify } = options;
  const pipeline = createPipeline({ canvas, passes, way, aspect, segmenter, timeAll, notify });
  await warmUp(pipeline, way);
  report(1, 'Ready');
  const lost: Promise<string> = network.device
    ? network.device.lost.then(({ message }) => message)
    : new Promise(() => {});
  const countTensors = () => network.countTensors();
  const remembers = !way.findsPerson;
  return {
    ...{ pipeline, remembers, countTensors, tier, variant: id, tried, reason, lost },
    refiner: network.refiner,
  };
}

async function fetchCard(id: string): Promise<Card> {
  const answer = await fetch(`${MODELS_URL}${id}/card.json`);
  if (!answer.ok) throw new Error(`The card of "${id}" could not be loaded (${answer.status}).`);
  return readCard(await answer.json(), id);
}

/** The refiner's card and files; the cloak works without it, so what goes wrong is only told. */
async function loadRefiner(id: string): Promise<{ refiner?: Loaded; problem?: string }> {
  if (id === 'none') return {};
  try {
    const card = await fetchCard(id);
    const files = await fetchFiles(card, `${MODELS_URL}${id}/`, () => {});
    return { refiner: { card, files } };
  } catch (error) {
    return { problem: sentenceOf(error) };
  }
}

const TIER_NAMES: Record<Tier, string> = { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WASM' };

/** Runs every stage once on a made frame, so that the first real one does not wait for shaders. */
async function warmUp(pipeline: Pipeline, { findsPerson }: Way): Promise<void> {
  const [width, height] = [64, 48];
  const frame = new VideoFrame(new Uint8Array(width * height * 4), {
    format: 'RGBX',
    codedWidth: width,
    codedHeight: height,
    timestamp: 0,
  });
  const mask = { data: new Uint8Array(16).fill(255), width: 4, height: 4 };
  const settings = DEFAULT_SETTINGS;
  try {
    await pipeline.run(frame, settings);
    if (!findsPerson) await pipeline.run(frame, settings, mask);
  } finally {
    frame.close();
  }
}
