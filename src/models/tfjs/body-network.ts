// The body finder's network (MoveNet MultiPose; models/body-finder/README.md) in tfjs. It has no card: its output has
// a form of its own, and no other network can take its place.
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { assetUrl } from '../../assets.ts';
import { fetchFiles } from '../files.ts';

const ID = 'body-finder';
const [MODEL, WEIGHTS] = ['model.json', 'weights.bin'];
/** A picture of one person, `[height, width, 3]`, and the network's answer to it as float32. */
const GOLDEN = { input: 'golden-input.bin', output: 'golden-output.bin', height: 192, width: 256 };
/** Largest allowed difference from the golden output. Kernels for other processors round differently. */
const TOLERANCE = 0.02;
/** The number of values that describe the first body, the one in the golden picture. */
const FIRST_BODY = 56;

const FILES = [
  {
    path: MODEL,
    bytes: 240_454,
    sha256: '7632ba8ef8b55737e02e482fcc4df0b2793031ef6578fe8d58c3e8bfd910c44b',
  },
  {
    path: WEIGHTS,
    bytes: 9_448_838,
    sha256: '19828492d4a69c2e08915916c70f4d22c421c3b59152dfa5601834fc54f54118',
  },
  {
    path: GOLDEN.input,
    bytes: 147_456,
    sha256: '8af6b7d0842977e8c859919f9b4b986469fedc387e9c151fdacf14fa71e549e4',
  },
  {
    path: GOLDEN.output,
    bytes: 1344,
    sha256: 'eedd6224ee460d21275361fbb10256f9d6d0d092e954ebcc58ac0282ef3aaf0b',
  },
];

export interface BodyNetwork {
  /**
   * @param pixels `[height, width, 3]`, 0..255; the sides are multiples of 32. May be transferred
   * @returns what readBodies (segmentation/bodies/body.ts) reads
   */
  run(
    pixels: Uint8Array<ArrayBuffer>,
    height: number,
    width: number,
  ): Promise<Float32Array<ArrayBuffer>>;
  dispose(): void;
}

/**
 * Loads it into tfjs's current backend and compares its answer with the golden one.
 * @throws Error with a sentence if it cannot be fetched, or answers differently
 */
export async function loadBodyNetwork(): Promise<BodyNetwork> {
  const files = await fetchFiles({ id: ID, files: FILES }, assetUrl(`models/${ID}/`), () => {});
  const { modelTopology, signature, weightsManifest } = JSON.parse(
    new TextDecoder().decode(files.get(MODEL)),
  );
  const weightSpecs = (weightsManifest as tf.io.WeightsManifestConfig).flatMap(
    ({ weights }) => weights,
  );
  const weightData = files.get(WEIGHTS)!;
  const model = await loadGraphModel({
    load: async () => ({ modelTopology, signature, weightSpecs, weightData }),
  });
  const network: BodyNetwork = {
    async run(pixels, height, width) {
      const output = tf.tidy(
        () => model.execute(tf.tensor(pixels, [1, height, width, 3], 'int32')) as tf.Tensor,
      );
      try {
        return (await output.data()) as Float32Array<ArrayBuffer>;
      } finally {
        output.dispose();
      }
    },
    dispose: () => model.dispose(),
  };
  try {
    await checkGolden(network, files);
  } catch (error) {
    network.dispose();
    throw error;
  }
  return network;
}

/** A network that sees nobody would reveal people. Only the first body counts: the order of the others is chance. */
async function checkGolden(network: BodyNetwork, files: Map<string, ArrayBuffer>): Promise<void> {
  const { input, output, height, width } = GOLDEN;
  const given = await network.run(new Uint8Array(files.get(input)!), height, width);
  const golden = new Float32Array(files.get(output)!, 0, FIRST_BODY);
  const isRight = golden.every((value, i) => Math.abs(given[i]! - value) <= TOLERANCE);
  if (!isRight) throw new Error('The body finder does not give its golden output here.');
}
