// Brings the cloak up: variant, tier, segmenter, passes, pipeline. Runs in the engine's worker and
// in the evaluation's.
import { createPipeline, type Pipeline } from '../cloak/pipeline.ts';
import { DEFAULT_SETTINGS } from '../cloak/settings.ts';
import { chooseWay, type Way } from '../models/way.ts';
import { createLastingPasses } from '../cloak/lasting-passes.ts';
import { createWebGlPasses } from '../cloak/webgl/passes.ts';
import { createWebGpuPasses } from '../cloak/webgpu/passes.ts';
import { fetchCard, fetchCatalog, findCard, loadFiles, type Catalog } from '../models/catalog.ts';
import { watchAnswers } from '../models/answer-watch.ts';
import type { Loaded, Network } from '../models/network.ts';
import type { TextureStage } from '../texture/texture-stage.ts';
import { createSegmenter, type Segmenter } from '../segmentation/segmenter.ts';
import { addFinders } from './start-finders.ts';
import type { TierResult } from './messages.ts';
import type { Tier } from '../tier.ts';
import { chooseTier } from './tiers.ts';
import { sentenceOf } from '../sentence-of.ts';
import { createVariantSlot, type ReportShare, type VariantSlot } from './variant-slot.ts';

export interface StartOptions {
  canvas: OffscreenCanvas;
  /** Forces a tier. */
  tier?: Tier;
  /** A variant's id, out of the catalog or a person's own; otherwise the preferred one. */
  variant?: string;
  /** The id of the variant of last time: the catalog's default serves where it cannot be loaded. */
  preferred?: string;
  /** A refiner's id, or "none"; otherwise the catalog's. */
  refiner?: string;
  /** A finder's id, or "none"; otherwise the catalog's. */
  finder?: string;
  /** The same of the one that sees the picture alone. */
  pictureFinder?: string;
  report?: ReportShare;
  /** Makes the stage that gives what is invented texture; absent: it stays smooth. */
  createTexture?: () => TextureStage;
  /** Times every frame's stages instead of a sample. */
  timeAll?: boolean;
  /** Told in a sentence when something happened to the room. */
  notify?: (sentence: string) => void;
  /** Told once of a variant in use whose answers are no numbers any more: its id, and a sentence. */
  onBroken?: (id: string, sentence: string) => void;
  /**
   * Loads the segmenter also for a variant that finds the person itself, since `readHole` may ask it, and waits for the
   * finders.
   */
  measures?: boolean;
}

export interface Started {
  pipeline: Pipeline;
  slot: VariantSlot;
  /** The pipeline's; absent for a variant that finds the person itself. */
  segmenter: Segmenter | undefined;
  tier: Tier;
  tried: TierResult[];
  reason: string;
  /** Resolves with the cause when the GPU is taken away; another promise once it recovered. */
  readonly lost: Promise<string>;
  /**
   * Goes on after that, on another device, with what is still known of the room. Call it between two frames.
   * @returns how old (ms) that is; undefined where nothing is
   * @throws Error with a sentence when it cannot
   */
  recover(): Promise<number | undefined>;
}

/** ms in which a browser gives a lost context back. */
const COMES_BACK_IN = 3000;
/** ms between two looks whether it did. */
const LOOK_EVERY = 20;

/** @throws Error with a sentence for the page when a part cannot be loaded or no tier works */
export async function startPipeline(options: StartOptions): Promise<Started> {
  const { canvas, timeAll, notify, onBroken, createTexture, report = () => {} } = options;
  report(0, 'Loading the generator');
  const catalog = await fetchCatalog();
  const refinerComing = loadRefiner(options.refiner ?? catalog.refiner ?? 'none');
  let segmenterComing: Promise<Segmenter> | undefined;
  const generator = await loadGenerator(options, catalog, ({ findsPerson }) => {
    if (findsPerson && !options.measures) return;
    segmenterComing ??= createSegmenter(); // beside the generator's files
    segmenterComing.catch(() => {}); // reported where it is awaited
  });
  const way = chooseWay(generator.card);
  const { refiner, problem } = await refinerComing;

  const chosen = await chooseTier(generator, refiner, options.tier, (trying) =>
    report(0.5, `Checking the generator on ${TIER_NAMES[trying]}`),
  );
  const { tier, milliseconds, tried, reason } = chosen;
  const watched = (loaded: Network) =>
    watchAnswers(
      loaded,
      (id, sentence) => onBroken?.(id, sentence),
      (sentence) => notify?.(sentence),
    );
  const network = watched(chosen.network);
  const noRefiner = problem ?? network.refinerProblem;
  if (noRefiner) notify?.(`Fills are shown unrefined: ${noRefiner}`);
  if (segmenterComing) report(0.8, 'Loading the segmenter');
  const segmenter = await segmenterComing;
  report(0.9, 'Warming up');
  const makePasses = (generator: Network, itsWay: Way) =>
    tier === 'webgpu'
      ? createWebGpuPasses(canvas, generator.device!, generator, itsWay)
      : createWebGlPasses(canvas, generator, itsWay);
  const passes = createLastingPasses(makePasses(network, way));
  const parts = { generator: network, way, segmenter };
  const pipeline = createPipeline({ canvas, passes, ...parts, createTexture, timeAll, notify });
  await warmUp(pipeline, way);
  await passes.finished();
  const finders = addFinders(pipeline, options, catalog);
  if (options.measures) await finders; // live, nobody waits for them
  report(1, 'Ready');
  const slot = createVariantSlot({
    ...{ tier, catalog, pipeline, network, way, milliseconds, segmenter, refiner, watched },
  });
  return {
    ...{ pipeline, slot, segmenter, tier, tried, reason },
    get lost() {
      return passes.lost;
    },
    async recover() {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY)); // all losses of one moment are known
      if (slot.segmenterIsLost) throw new Error('The segmenter lost its graphics context too.');
      const age = pipeline.recover();
      const again = await slot.reload();
      if (tier !== 'webgpu') await contextBack(canvas);
      passes.replace(makePasses(again.network, again.way));
      return age;
    },
  };
}

/** @throws Error with a sentence when the browser does not give the canvas its WebGL context back */
async function contextBack(canvas: OffscreenCanvas): Promise<void> {
  const gl = canvas.getContext('webgl2');
  for (let waited = 0; gl?.isContextLost() ?? true; waited += LOOK_EVERY) {
    if (waited > COMES_BACK_IN) throw new Error('The browser gave the graphics context not back.');
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
}

/**
 * The variant to begin with. One that was merely preferred gives way to the default.
 * @param expect told its way before its files are fetched
 */
async function loadGenerator(
  options: StartOptions,
  catalog: Catalog,
  expect: (way: Way) => void,
): Promise<Loaded> {
  const { variant, preferred, report, notify } = options;
  const load = async (id: string) => {
    const found = await findCard(id, catalog);
    expect(chooseWay(found.card));
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
  const settings = { ...DEFAULT_SETTINGS, texture: false };
  try {
    await pipeline.run(frame, settings);
    if (!findsPerson) await pipeline.run(frame, settings, mask);
  } finally {
    frame.close();
  }
}
