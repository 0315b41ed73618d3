// Chooses the tier: every candidate runs the generator's golden input, and the fastest one with the right output wins.
import { probe } from '../models/answer-watch.ts';
import { checkGolden } from '../models/golden.ts';
import type { Loaded, Network } from '../models/network.ts';
import { throughCpu } from '../models/through-cpu.ts';
import { loadLasting, type OnnxNews } from '../models/lasting-network.ts';
import { loadWorkerNetwork } from '../models/worker-network.ts';
import type { TierResult } from './messages.ts';
import { TIERS, type Tier } from '../tier.ts';
import { sentenceOf } from '../sentence-of.ts';
import { VanishError } from '../vanish-error.ts';

/** A tier this fast leaves enough time for everything else at 30 frames a second, so no other is tried. ms */
const FAST_ENOUGH = 15;

/** A network that reproduces its golden output here. */
export interface Checked {
  network: Network;
  /** Of one warm run. */
  milliseconds: number;
  /** From the golden output, on a scale of 0..1. */
  difference: number;
}

export interface ChosenTier {
  tier: Tier;
  network: Network;
  /** Of one warm run. */
  milliseconds: number;
  tried: TierResult[];
  /** Why this tier was chosen: a short phrase for the page. */
  reason: string;
}

/**
 * @param refiner runs after the generator in the chosen tier
 * @param forced the only tier to try, even if it runs in software
 * @param report called with the tier that is about to be tried
 * @param news of a variant in ONNX Runtime
 * @throws Error with a sentence if no tier works
 */
export async function chooseTier(
  generator: Loaded,
  refiner: Loaded | undefined,
  forced: Tier | undefined,
  report: (tier: Tier) => void,
  news?: OnnxNews,
): Promise<ChosenTier> {
  const tried: TierResult[] = [];
  let best: { tier: Tier; milliseconds: number; network: Network } | undefined;

  for (const tier of forced ? [forced] : TIERS) {
    report(tier);
    try {
      if (!forced && (await runsInSoftware(tier))) {
        throw new Error('It would run in software here.');
      }
      const { network, milliseconds, difference } = await loadChecked(
        tier,
        generator,
        refiner,
        news,
      );
      tried.push({ tier, milliseconds, difference });
      if (best && best.milliseconds <= milliseconds) {
        network.dispose();
        await drop(tier);
        continue;
      }
      best?.network.dispose();
      if (best) await drop(best.tier);
      best = { tier, milliseconds, network };
      // ONNX Runtime uses the GPU in the first tier, and the CPU in all others.
      if (milliseconds < FAST_ENOUGH || generator.card.onnx) break;
    } catch (error) {
      tried.push({ tier, problem: sentenceOf(error) });
    }
  }

  if (!best) {
    const problems = tried.map(({ tier, problem }) => `${tier}: ${problem}`).join(' ');
    const sentence = `The generator does not run in any way that this browser offers. ${problems}`;
    throw new VanishError('unsupported', sentence);
  }
  if (best.tier !== 'wasm') await (await backend()).useBackend(best.tier);
  return {
    tier: best.tier,
    network: best.network,
    milliseconds: best.milliseconds,
    tried,
    reason: forced ? 'asked for' : reasonFor(best.tier, tried),
  };
}

/**
 * Loads a variant in a tier and runs its golden input.
 * @param news of a variant in ONNX Runtime
 * @throws Error or CardError with a sentence if it cannot be used there; it is then unloaded
 */
export async function loadChecked(
  tier: Tier,
  generator: Loaded,
  refiner: Loaded | undefined,
  news?: OnnxNews,
): Promise<Checked> {
  if (generator.card.onnx) return loadOnnx(tier, generator, news);
  const network = await load(tier, generator, refiner);
  try {
    await network.warmUp();
    const golden = await checkGolden(network, generator.files);
    if (network.device) await probe(network);
    return { network, ...golden };
  } catch (error) {
    network.dispose();
    throw error;
  }
}

/**
 * A network on the CPU gets its own worker, if the browser lets a worker start one. Networks on the GPU share its
 * device with the passes.
 */
async function load(tier: Tier, generator: Loaded, refiner?: Loaded): Promise<Network> {
  if (tier === 'wasm') {
    try {
      return await loadWorkerNetwork(generator, refiner);
    } catch {
      // Load it in this worker instead. If the variant itself is faulty, the error appears there.
    }
  }
  const { loadNetwork } = await import('../models/tfjs/load-network.ts');
  await (await backend()).useBackend(tier);
  return loadNetwork(generator, refiner);
}

/** ONNX Runtime has its own worker in every tier, and on WebGPU its own device next to that of the passes. */
async function loadOnnx(tier: Tier, generator: Loaded, news?: OnnxNews): Promise<Checked> {
  if (tier !== 'webgpu') return loadLasting(generator, false, news);
  const { backendDevice, useBackend } = await backend();
  await useBackend(tier);
  const { network, ...golden } = await loadLasting(generator, true, news);
  return { network: throughCpu(network, backendDevice()), ...golden };
}

/** Frees what a tier holds besides its network. */
async function drop(tier: Tier): Promise<void> {
  if (tier !== 'wasm') (await backend()).dropBackend(tier);
}

/** Loads tfjs. The WASM tier has it in its own workers and need not wait here for a quarter of a megabyte. */
function backend() {
  return import('../models/tfjs/backend.ts');
}

/** Whether WASM is certain to be the tier before any is tried: it is forced, or there is no real GPU. */
export async function isWasmAlone(forced: Tier | undefined): Promise<boolean> {
  if (forced) return forced === 'wasm';
  const hasAdapter = Boolean(await navigator.gpu?.requestAdapter());
  if (hasAdapter && !(await runsInSoftware('webgpu'))) return false;
  return runsInSoftware('webgl');
}

function reasonFor(tier: Tier, tried: TierResult[]): string {
  if (tried.length === 1) return 'fast enough';
  const others = tried
    .filter((result) => result.tier !== tier)
    .map(({ tier: other, milliseconds, problem }) =>
      milliseconds ? `${other} takes ${milliseconds.toFixed(0)} ms` : `${other}: ${problem}`,
    );
  return `the fastest that is right here (${others.join('; ')})`;
}

/** By tier, once checked. It does not change, and opening a context takes a while. */
const inSoftware = new Map<Tier, Promise<boolean>>();

/**
 * Whether the tier runs in software, or not at all. A software GPU is correct but slower than WASM, and takes seconds
 * to find that out.
 */
export function runsInSoftware(tier: Tier): Promise<boolean> {
  const known = inSoftware.get(tier) ?? lookWhetherInSoftware(tier);
  inSoftware.set(tier, known);
  return known;
}

async function lookWhetherInSoftware(tier: Tier): Promise<boolean> {
  if (tier === 'webgpu') {
    const adapter = await navigator.gpu?.requestAdapter();
    const info = adapter?.info;
    return Boolean(
      info?.isFallbackAdapter || /swiftshader|llvmpipe/i.test(info?.architecture ?? ''),
    );
  }
  if (tier === 'webgl') {
    const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
    const isFit = gl?.getExtension('EXT_color_buffer_float'); // needed for the passes' render targets
    const debug = gl?.getExtension('WEBGL_debug_renderer_info');
    const renderer = debug ? String(gl?.getParameter(debug.UNMASKED_RENDERER_WEBGL)) : '';
    gl?.getExtension('WEBGL_lose_context')?.loseContext();
    return !isFit || /swiftshader|llvmpipe|software/i.test(renderer);
  }
  return false;
}
