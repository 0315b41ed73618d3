// Brings up the cloak: variant, tier, segmenter, passes, pipeline. Runs in the engine's worker and in the evaluation's.
import { createPipeline, type Pipeline } from '../cloak/pipeline.ts';
import { DEFAULT_SETTINGS } from '../cloak/settings.ts';
import { chooseWay, type Way } from '../models/way.ts';
import { createCpuPasses } from '../cloak/cpu/passes.ts';
import { createLastingPasses } from '../cloak/lasting-passes.ts';
import { createWebGlPasses } from '../cloak/webgl/passes.ts';
import { createWebGpuPasses } from '../cloak/webgpu/passes.ts';
import { fetchCatalog } from '../models/catalog.ts';
import { watchAnswers } from '../models/answer-watch.ts';
import type { Network } from '../models/network.ts';
import type { OnnxNews } from '../models/lasting-network.ts';
import { canStandIn, createStandIn } from '../models/stand-in.ts';
import type { TextureStage } from '../texture/texture-stage.ts';
import { createRemoteSegmenter } from '../segmentation/remote-segmenter.ts';
import type { Segmenter } from '../segmentation/segmenter.ts';
import { loadParts } from './load-parts.ts';
import { addFinders } from './start-finders.ts';
import type { TierResult } from './messages.ts';
import type { Tier } from '../tier.ts';
import { chooseTier, isWasmAlone, runsInSoftware, type ChosenTier } from './tiers.ts';
import { createVariantSlot, type ReportShare, type VariantSlot } from './variant-slot.ts';

export interface StartOptions extends Pick<OnnxNews, 'onMoving' | 'onMoved'> {
  canvas: OffscreenCanvas;
  /** Forces a tier. */
  tier?: Tier;
  /** A variant's id, from the catalog or one of the user's own. Otherwise the preferred one. */
  variant?: string;
  /** The id of the variant used last time. Falls back to the catalog's default if it does not load. */
  preferred?: string;
  /** A refiner's id, or "none". Otherwise the catalog's. */
  refiner?: string;
  /** A finder's id, or "none". Otherwise the catalog's. */
  finder?: string;
  /** The same for the finder that sees the picture alone. */
  pictureFinder?: string;
  /** Whether people are also found as bodies. Default: yes. */
  findsBodies?: boolean;
  report?: ReportShare;
  /** Creates the stage that adds texture to fills. If absent, fills stay smooth. */
  createTexture?: () => TextureStage;
  /** Times the stages of every frame, not just of a sample. */
  timeAll?: boolean;
  /** Called with a sentence when something happened to the room, or a network cannot be used as intended. */
  notify?: (sentence: string) => void;
  /** Called once, with the id and a sentence, if a variant in use starts to return NaN or infinite values. */
  onBroken?: (id: string, sentence: string) => void;
  /** Allows the cloak to start before its generator has loaded, see `Started.rest`. */
  mayStandIn?: boolean;
  /**
   * Also loads the segmenter for a variant that finds the person itself, since reading the hole back may need it.
   * Waits for the finders.
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
  /**
   * Loads the rest, if the cloak started without its generator and fills unseen places smoothly for now.
   * @throws Error with a sentence if the generator cannot be used
   */
  readonly rest?: () => Promise<Rest>;
  /** Resolves with the cause when the GPU is lost. After a recovery it is a new promise. */
  readonly lost: Promise<string>;
  /**
   * Continues on another device after a loss, with what is still known of the room. Call it between two frames.
   * @returns how old (ms) that knowledge is; undefined if there is none
   * @throws Error with a sentence if it cannot continue
   */
  recover(): Promise<number | undefined>;
}

/** What a cloak that started without its generator lacked, loaded. */
export interface Rest {
  tried: TierResult[];
  reason: string;
  /** Puts the generator in place and adds the finders. Call it between two frames. */
  use(): Promise<void>;
}

/** ms in which a browser restores a lost context. */
const COMES_BACK_IN = 3000;
/** ms between two checks whether it has. */
const LOOK_EVERY = 20;

/** @throws Error with a sentence for the page if a part cannot be loaded or no tier works */
export async function startPipeline(options: StartOptions): Promise<Started> {
  const { canvas, timeAll, notify, onBroken, createTexture, report = () => {} } = options;
  const { variant, preferred, measures, mayStandIn } = options;
  report(0, 'Loading the generator');
  let segmenterComing: Promise<Segmenter> | undefined;
  const beginSegmenter = () => {
    segmenterComing ??= createRemoteSegmenter(); // in parallel with everything else
    segmenterComing.catch(() => {}); // reported where it is awaited
  };
  if (!variant && !preferred) beginSegmenter(); // the default needs it
  const catalog = await fetchCatalog();
  const parts = loadParts(options, catalog);
  const card = await parts.card;
  if (!chooseWay(card).findsPerson || measures) beginSegmenter();
  // If a variant was asked for, even the first picture must use it.
  const isEarly = mayStandIn && !variant && canStandIn(card) && (await isWasmAlone(options.tier));

  async function choose(): Promise<ChosenTier> {
    const { generator, refiner, problem } = await parts.whole();
    const { tier: forced } = options;
    const tell = (trying: Tier) => report(0.5, `Checking the generator on ${TIER_NAMES[trying]}`);
    const chosen = await chooseTier(generator, refiner, forced, tell, options);
    const network = watched(chosen.network);
    const noRefiner = problem ?? network.refinerProblem;
    if (noRefiner) notify?.(`Fills are shown unrefined: ${noRefiner}`);
    return { ...chosen, network };
  }
  const watched = (loaded: Network) =>
    watchAnswers(
      loaded,
      (id, sentence) => onBroken?.(id, sentence),
      (sentence) => notify?.(sentence),
    );

  const chosen = isEarly ? { ...NOT_YET_CHOSEN, network: createStandIn(card) } : await choose();
  const { tier, network, milliseconds, tried, reason } = chosen;
  const way = chooseWay(network.card);
  if (!way.findsPerson) beginSegmenter(); // the default may have replaced a variant that needs none
  const drawsItself = tier === 'wasm' && (await runsInSoftware('webgl'));
  const makePasses = (generator: Network, itsWay: Way) => {
    if (tier === 'webgpu') {
      return createWebGpuPasses(canvas, generator.device!, generator, itsWay);
    }
    const create = drawsItself ? createCpuPasses : createWebGlPasses;
    return create(canvas, generator, itsWay);
  };
  const passes = createLastingPasses(makePasses(network, way));
  const base = { canvas, passes, generator: network, way, createTexture, timeAll, notify };
  const pipeline = createPipeline(base);
  report(0.6, 'Warming up');
  if (!way.findsPerson) await warmUp(pipeline, true); // while the segmenter is loaded
  if (segmenterComing) report(0.8, 'Loading the segmenter');
  const segmenter = await segmenterComing;
  await pipeline.setGenerator(network, way, segmenter);
  if (!isEarly) await warmUp(pipeline, false);
  await passes.finished();
  const find = () => addFinders(pipeline, options, catalog);
  const finders = isEarly ? undefined : find();
  if (measures) await finders; // live, nothing waits for them
  report(1, 'Ready');
  const slot = createVariantSlot({
    tier,
    catalog,
    pipeline,
    network,
    way,
    milliseconds,
    segmenter,
    watched,
    news: options,
    refiner: async () => (await parts.whole()).refiner,
  });

  async function loadRest(): Promise<Rest> {
    const { network: whole, ...found } = await choose();
    return {
      ...found,
      async use() {
        await slot.complete(whole, found.milliseconds);
        void find();
      },
    };
  }

  return {
    pipeline,
    slot,
    segmenter,
    tier,
    tried,
    reason,
    rest: isEarly ? loadRest : undefined,
    get lost() {
      return passes.lost;
    },
    async recover() {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY)); // lets losses that happen together all be known
      if (slot.segmenterIsLost) throw new Error('The segmenter lost its graphics context too.');
      const age = pipeline.recover();
      const again = await slot.reload();
      if (tier !== 'webgpu') await contextBack(canvas);
      passes.replace(makePasses(again.network, again.way));
      return age;
    },
  };
}

/** @throws Error with a sentence if the browser does not restore the canvas's WebGL context */
async function contextBack(canvas: OffscreenCanvas): Promise<void> {
  const gl = canvas.getContext('webgl2');
  for (let waited = 0; gl?.isContextLost() ?? true; waited += LOOK_EVERY) {
    if (waited > COMES_BACK_IN)
      throw new Error('The browser did not restore the graphics context.');
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
}

/** For a cloak that starts without its generator. */
const NOT_YET_CHOSEN = {
  tier: 'wasm' as const,
  milliseconds: undefined,
  tried: [] as TierResult[],
  reason: 'the generator is on its way',
};

const TIER_NAMES: Record<Tier, string> = { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WASM' };

/**
 * Runs every stage once on a synthetic frame, so that the first real one does not wait for shaders.
 * @param isMasked true for all stages but the segmenter
 */
async function warmUp(pipeline: Pipeline, isMasked: boolean): Promise<void> {
  const [width, height] = [64, 48];
  const frame = new VideoFrame(new Uint8Array(width * height * 4), {
    format: 'RGBX',
    codedWidth: width,
    codedHeight: height,
    timestamp: 0,
  });
  const mask = { data: new Uint8Array(16).fill(255), width: 4, height: 4 };
  try {
    await pipeline.run(frame, { ...DEFAULT_SETTINGS, texture: false }, isMasked ? mask : undefined);
  } finally {
    frame.close();
  }
}
