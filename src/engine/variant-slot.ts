// The variant in use, and how another replaces it while frames keep coming. The new one is loaded and checked next to
// the one in use, which is freed once the new one has passed its golden check.
import type { Pipeline } from '../cloak/pipeline.ts';
import { chooseWay, type Way } from '../models/way.ts';
import { findCard, loadFiles, type Catalog } from '../models/catalog.ts';
import type { Loaded, Network } from '../models/network.ts';
import type { OnnxNews } from '../models/lasting-network.ts';
import { createRemoteSegmenter } from '../segmentation/remote-segmenter.ts';
import type { Segmenter } from '../segmentation/segmenter.ts';
import type { VariantInUse } from './messages.ts';
import type { Tier } from '../tier.ts';
import { loadChecked, type Checked } from './tiers.ts';

export interface VariantSlot {
  readonly inUse: VariantInUse;
  /** The catalog's variants, the default first. */
  readonly others: readonly string[];
  /** How many tensors the generator's runtime holds; for tests. */
  countTensors(): Promise<number>;
  /**
   * Loads another variant next to the one in use.
   * @param wanted its id, or the variant itself with verified files
   * @throws Error or CardError with a sentence if it cannot be used here; the one in use stays
   */
  prepare(wanted: string | Loaded, report: ReportShare): Promise<Prepared>;
  /**
   * Replaces the stand-in for the first generator, unless another variant was requested meanwhile. Call it between two
   * frames. @param milliseconds of one warm run
   */
  complete(generator: Network, milliseconds: number): Promise<void>;
  /**
   * The graphics device was lost: reloads on another device what was on it.
   * @returns the variant in use, as before @throws Error with a sentence if it cannot be reloaded
   */
  reload(): Promise<{ network: Network; way: Way }>;
  /** Whether the segmenter, if there is one, lost the context that it receives pictures through. */
  readonly segmenterIsLost: boolean;
}

export interface Prepared {
  /** Of one warm run. */
  readonly milliseconds: number;
  /** Replaces the variant in use. Call it between two frames. */
  use(): Promise<void>;
  /** Discards it unused. */
  dispose(): void;
}

/** Called with the share done so far, 0..1, and a phrase for the current step. */
export type ReportShare = (share: number, doing: string) => void;

export interface SlotOptions {
  tier: Tier;
  catalog: Catalog;
  pipeline: Pipeline;
  /** The network that the pipeline starts with. */
  network: Network;
  way: Way;
  /** Of a warm run. If undefined, a stand-in replaces the generator until `complete` is called. */
  milliseconds: number | undefined;
  segmenter: Segmenter | undefined;
  /** Runs after every variant that it fits. */
  refiner: () => Promise<Loaded | undefined>;
  /** Returns the same network with its answers monitored. */
  watched: (network: Network) => Network;
  /** Told about variants in ONNX Runtime. */
  news: OnnxNews;
}

/** ms */
const GOES_ON_EVERY = 10_000;

export function createVariantSlot(options: SlotOptions): VariantSlot {
  const { tier, catalog, pipeline, refiner, watched, news } = options;
  let { network, way, milliseconds } = options;
  /** One that was made serves all variants. */
  let segmenter: Promise<Segmenter> | undefined =
    options.segmenter && Promise.resolve(options.segmenter);
  let made = options.segmenter;

  function segmenterNeeded(): Promise<Segmenter> {
    segmenter ??= createRemoteSegmenter();
    segmenter.then(
      (one) => (made = one),
      () => (segmenter = undefined),
    );
    return segmenter;
  }

  return {
    get segmenterIsLost() {
      return made?.isLost ?? false;
    },
    async reload() {
      way = chooseWay(network.card);
      const isOnGpu = tier === 'webgpu' || (tier === 'webgl' && !network.card.onnx);
      if (!isOnGpu) return { network, way };
      network.dispose();
      const { restartBackend } = await import('../models/tfjs/backend.ts');
      await restartBackend(tier);
      const loaded = await loadFiles(await findCard(network.card.id, catalog));
      const next = await loadChecked(tier, loaded, await refiner(), news);
      network = watched(next.network);
      ({ milliseconds } = next);
      return { network, way };
    },
    async complete(generator, itsMilliseconds) {
      if (network !== options.network) return generator.dispose();
      const itsWay = chooseWay(generator.card);
      const finder = itsWay.findsPerson ? undefined : await segmenterNeeded();
      await pipeline.setGenerator(generator, itsWay, finder);
      [network, way, milliseconds] = [generator, itsWay, itsMilliseconds];
    },
    get inUse() {
      return describe(network, way, milliseconds);
    },
    others: [catalog.default, ...catalog.variants.filter((id) => id !== catalog.default)],
    countTensors: () => network.countTensors(),
    async prepare(wanted, report) {
      report(0, 'Loading');
      const loaded =
        typeof wanted === 'string'
          ? await loadFiles(await findCard(wanted, catalog), (share) =>
              report(0.6 * share, 'Loading'),
            )
          : wanted;
      const nextWay = chooseWay(loaded.card);
      report(0.6, 'Checking');
      // A large .onnx file takes minutes, and each step has its own time limit: report that it is still running.
      const going = setInterval(() => report(0.6, 'Checking'), GOES_ON_EVERY);
      let next: Checked;
      try {
        next = await loadChecked(tier, loaded, await refiner(), news);
      } finally {
        clearInterval(going);
      }
      try {
        report(0.9, 'Getting ready');
        const finder = nextWay.findsPerson ? undefined : await segmenterNeeded();
        return {
          milliseconds: next.milliseconds,
          async use() {
            const taken = watched(next.network);
            await pipeline.setGenerator(taken, nextWay, finder);
            network.dispose();
            [network, way, milliseconds] = [taken, nextWay, next.milliseconds];
          },
          dispose: () => next.network.dispose(),
        };
      } catch (error) {
        next.network.dispose();
        throw error;
      }
    },
  };
}

function describe(network: Network, way: Way, milliseconds: number | undefined): VariantInUse {
  const { card, refiner, onnx } = network;
  return {
    variant: card.id,
    remembers: !way.findsPerson,
    refiner,
    milliseconds: onnx?.milliseconds ?? milliseconds, // it may have moved since
    place: onnx?.place,
  };
}
