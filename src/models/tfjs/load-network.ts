// Loads a variant into the current tfjs backend (backend.ts) and runs it there.
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { CardError, inputDepth, outputDepth, type Card } from '../card.ts';
import { checkGolden } from '../golden.ts';
import type { GpuOutput, Loaded, Network } from '../network.ts';
import { checkModel } from '../graph/check-model.ts';
import { backendDevice } from './backend.ts';
import { createRefining, type Refining } from './refining.ts';
import { sentenceOf } from '../../sentence-of.ts';

/**
 * Loads a variant into the current backend.
 * @param refiner runs after the generator if a run asks for it
 * @throws CardError if a model does not fit its card, or the refiner does not fit the generator
 */
export async function loadNetwork(generator: Loaded, refiner?: Loaded): Promise<Network> {
  const network = await loadAlone(generator);
  if (!refiner) return network;
  let second: TfjsNetwork | undefined;
  try {
    const refining = createRefining(generator.card, refiner.card);
    try {
      second = await loadAlone(refiner);
      await checkGolden(second, refiner.files);
      return join(network, second, refining);
    } catch (error) {
      refining.dispose();
      throw error;
    }
  } catch (error) {
    second?.dispose();
    // The generator works without it. The caller is told why there is no refiner.
    return { ...network, refinerProblem: sentenceOf(error) };
  }
}

/** A network with its computation on tensors of its backend. */
interface TfjsNetwork extends Network {
  execute(input: tf.Tensor): tf.Tensor;
}

/** A generator whose fill is refined if a run asks for it. */
function join(generator: TfjsNetwork, refiner: TfjsNetwork, refining: Refining): Network {
  const refined = (input: tf.Tensor): tf.Tensor => {
    const output = generator.execute(input) as tf.Tensor4D;
    const better = refiner.execute(refining.prepare(input as tf.Tensor4D, output)) as tf.Tensor4D;
    return refining.merge(output, better);
  };
  const both = runner(generator.card, refined);
  return {
    ...generator,
    refiner: refiner.card.id,
    run: (input, refines) => (refines ? both.run(input) : generator.run(input)),
    runOnGpu: (buffer, refines) => (refines ? both.runOnGpu(buffer) : generator.runOnGpu(buffer)),
    async warmUp() {
      await generator.warmUp();
      await both.run(new Float32Array(inputShape(generator.card).reduce((a, b) => a * b)));
    },
    dispose() {
      generator.dispose();
      refiner.dispose();
      refining.dispose();
    },
  };
}

async function loadAlone({ card, files }: Loaded): Promise<TfjsNetwork> {
  checkModel({ card, files });
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
  }).catch((error: unknown) => {
    const why = sentenceOf(error);
    throw new CardError(`"${card.id}" cannot be used: its model does not load (${why}).`);
  });

  const device = tf.getBackend() === 'webgpu' ? backendDevice() : undefined;
  try {
    expectShape(card, 'input', model.inputs[0]?.shape, inputShape(card));
  } catch (error) {
    model.dispose();
    throw error;
  }
  const { height, width } = card.input;
  const outputShape = [1, height, width, outputDepth(card)];

  function execute(input: tf.Tensor): tf.Tensor {
    const output = model.execute(input) as tf.Tensor;
    expectShape(card, 'output', output.shape, outputShape);
    return output;
  }

  const { run, runOnGpu } = runner(card, execute);
  return {
    card,
    device,
    execute,
    run,
    runOnGpu,
    async warmUp() {
      await run(new Float32Array(inputShape(card).reduce((product, length) => product * length)));
    },
    countTensors: () => Promise.resolve(tf.memory().numTensors),
    dispose: () => model.dispose(),
  };
}

function inputShape(card: Card): [number, number, number, number] {
  return [1, card.input.height, card.input.width, inputDepth(card)];
}

/** Passes numbers and GPU buffers through a computation on tensors. */
function runner(card: Card, execute: (input: tf.Tensor) => tf.Tensor) {
  const shape = inputShape(card);
  return {
    async run(input: Float32Array): Promise<Float32Array> {
      const output = tf.tidy(() => execute(tf.tensor(input, shape)));
      try {
        return (await output.data()) as Float32Array;
      } finally {
        output.dispose();
      }
    },
    runOnGpu(buffer: GPUBuffer): GpuOutput {
      const output = tf.tidy(() =>
        execute(tf.tensor({ buffer, zeroCopy: true }, shape, 'float32')),
      );
      const { buffer: result, tensorRef } = output.dataToGPU();
      output.dispose();
      if (!result) throw new Error('tfjs gave no GPU buffer.');
      return { buffer: result, release: () => tensorRef.dispose() };
    },
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
    const shapes = `[${given ?? []}], but its card says [${wanted}]`;
    throw new CardError(`The ${which} of "${card.id}" has the shape ${shapes}.`);
  }
}
