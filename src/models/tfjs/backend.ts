// Starts, restarts and drops the tfjs backend of a tier.
import * as tf from '@tensorflow/tfjs-core';
import { assetUrl } from '../../assets.ts';
import { TFJS_FOLDER } from '../../vendor-folders.ts';
import type { Tier } from '../../tier.ts';

/**
 * Makes the tier's tfjs backend the current one.
 * @throws Error with a sentence if this browser or machine cannot run it
 */
export async function useBackend(tier: Tier): Promise<void> {
  if (tier === 'webgpu') {
    // Without an adapter, tfjs fails with an obscure error, so check first.
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
 * Makes tfjs's WASM backend the current one.
 * @param wantsThreads for half of the cores if the page is cross-origin isolated; otherwise there is one
 * @param starting called when everything is fetched and threads are about to start
 * @throws Error with a sentence if this browser cannot run it
 */
export async function useWasm(wantsThreads: boolean, starting?: () => void): Promise<void> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(assetUrl(TFJS_FOLDER));
  const support = 'WASM_HAS_MULTITHREAD_SUPPORT';
  if (!wantsThreads) tf.env().set(support, false);
  else if (await tf.env().getAsync(support)) {
    // Puts it into the browser's cache, where tfjs gets it from. tfjs reports any errors.
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
 * Restarts a tier's backend whose graphics device was lost. Earlier networks can no longer be used.
 * @throws Error with a sentence if it does not restart
 */
export async function restartBackend(tier: Tier): Promise<void> {
  const make = tf.findBackendFactory(tier);
  tf.removeBackend(tier);
  tf.registerBackend(tier, make);
  await useBackend(tier);
}

/** The device of the current WebGPU backend. */
export function backendDevice(): GPUDevice {
  return (tf.backend() as unknown as { device: GPUDevice }).device;
}

/** Frees everything that a tier's backend holds. */
export function dropBackend(tier: Tier): void {
  tf.removeBackend(tier);
}
