// Runs a variant with tfjs. The only file that knows tfjs.
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import type { Tier } from '../engine/messages.ts';
import { CardError, inputDepth, outputDepth, type Card } from './card.ts';
import type { Network } from './network.ts';

const WASM_URL = '/vendor/tfjs/';

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
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    setWasmPaths(WASM_URL);
  }
  if (!(await tf.setBackend(tier))) throw new Error(`The ${tier} backend did not start.`);
  await tf.ready();
}

/** Gives back everything that a tier's backend holds. */
export function dropBackend(tier: Tier): void {
  tf.removeBackend(tier);
}

/**
 * Loads a variant into the backend in use.
 * @param files the card's files by path, already checked
 * @throws CardError when the model does not fit its card
 */
export async function loadNetwork(card: Card, files: Map<string, ArrayBuffer>): Promise<Network> {
  const graph = JSON.parse(new TextDecoder().decode(files.get('model.json')));
  const weightSpecs: tf.io.WeightsManifestEntry[] = [];
  const shards: ArrayBuffer[] = [];
  for (const group of graph.weightsManifest as tf.io.WeightsManifestConfig) {
    weightSpecs.push(...group.weights);
    for (const path of group.paths) {
      const shard = files.get(path);
      if (!shard) throw new CardError(`"${card.id}" needs ${path}, which its card does not list.`);
      shards.push(shard);
    }
  }
  const model = await loadGraphModel({
    load: async () => ({
      modelTopology: graph.modelTopology,
      signature: graph.signature,
      weightSpecs,
      weightData: shards,
    }),
  });

  const { height, width } = card.input;
  const inputShape = [1, height, width, inputDepth(card)];
  const outputShape = [1, height, width, outputDepth(card)];
  const isGpu = tf.getBackend() === 'webgpu';
  const device = isGpu ? (tf.backend() as unknown as { device: GPUDevice }).device : undefined;
  try {
    expectShape(card, 'input', model.inputs[0]?.shape, inputShape);
  } catch (error) {
    model.dispose();
    throw error;
  }

  function execute(input: tf.Tensor): tf.Tensor {
    const output = model.execute(input) as tf.Tensor;
    expectShape(card, 'output', output.shape, outputShape);
    return output;
  }

  async function run(input: Float32Array): Promise<Float32Array> {
    const output = tf.tidy(() => execute(tf.tensor(input, inputShape)));
    try {
      return (await output.data()) as Float32Array;
    } finally {
      output.dispose();
    }
  }

  return {
    card,
    device,
    run,
    async warmUp() {
      await run(new Float32Array(inputShape.reduce((product, length) => product * length)));
    },
    runOnGpu(buffer) {
      const output = tf.tidy(() => {
        const input = tf.tensor({ buffer, zeroCopy: true }, inputShape, 'float32');
        return execute(input);
      });
      const { buffer: result, tensorRef } = output.dataToGPU();
      output.dispose();
      if (!result) throw new Error('tfjs gave no GPU buffer.');
      return { buffer: result, release: () => tensorRef.dispose() };
    },
    countTensors: () => Promise.resolve(tf.memory().numTensors),
    dispose: () => model.dispose(),
  };
}

/** A length that the model leaves open (-1, or null in some converted models) fits any. */
function expectShape(
  card: Card,
  which: string,
  given: (number | null)[] | undefined,
  wanted: number[],
): void {
  const fits = (length: number | null, i: number) => (length ?? -1) === -1 || length === wanted[i];
  if (given?.length !== wanted.length || !given.every(fits)) {
    const shapes = `[${given}], but its card says [${wanted}]`;
    throw new CardError(`The ${which} of "${card.id}" has the shape ${shapes}.`);
  }
}
