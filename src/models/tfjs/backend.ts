// Starts, restarts and drops the tfjs backend of a tier.
import * as tf from '@tensorflow/tfjs-core';
import { assetUrl } from '../../assets.ts';
import { TFJS_FOLDER } from '../../vendor-folders.ts';
import type { Tier } from '../../tier.ts';

/**
 * Makes the tier's tfjs backend the one in use.
 * @throws Error with a sentence when this browser or machine cannot
 */
export async function useBackend(tier: Tier): Promise<void> {
  if (tier === 'webgpu') {
    // tfjs fails obscurely without an adapter: ask first.
    if (!(await navigator.gpu?.requestAdapter())) {
      throw new Error('This browser gives no access to a GPU through WebGPU.');
    }
    await import('@tensorflow/tfjs-backend-webgpu');
  } else if (tier === 'webgl') {
    await import('@tensorflow/tfjs-backend-webgl');
  } else {
    return useWasm(false);
  }
  await start(tier);
}

/**
 * Makes tfjs's WASM backend the one in use.
 * @param wantsThreads for half of the cores, where the page is isolated; otherwise there is one
 * @param starting told when everything is fetched, and threads are about to start
 * @throws Error with a sentence when this browser cannot
 */
export async function useWasm(wantsThreads: boolean, starting?: () => void): Promise<void> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(assetUrl(TFJS_FOLDER));
  const support = 'WASM_HAS_MULTITHREAD_SUPPORT';
  if (!wantsThreads) tf.env().set(support, false);
  else if (await tf.env().getAsync(support)) {
    // Into the browser's cache, out of which tfjs gets it; what is wrong with it, tfjs says.
    const file = assetUrl(`${TFJS_FOLDER}tfjs-backend-wasm-threaded-simd.wasm`);
    await fetch(file).then(
      (answer) => answer.arrayBuffer(),
      () => {},
    );
    starting?.();
  }
  await start('wasm');
}

async function start(tier: Tier): Promise<void> {
  if (!(await tf.setBackend(tier))) throw new Error(`The ${tier} backend did not start.`);
  await tf.ready();
}

/**
 * Starts a tier's backend again, whose graphics device was lost. Networks of before are of no use any more.
 * @throws Error with a sentence when it does not start again
 */
export async function restartBackend(tier: Tier): Promise<void> {
  const make = tf.findBackendFactory(tier);
  tf.removeBackend(tier);
  tf.registerBackend(tier, make);
  await useBackend(tier);
}

/** The device of the WebGPU backend in use. */
export function backendDevice(): GPUDevice {
  return (tf.backend() as unknown as { device: GPUDevice }).device;
}

/** Gives back everything that a tier's backend holds. */
export function dropBackend(tier: Tier): void {
  tf.removeBackend(tier);
}
