// Converts a generator's output to a refiner's input and back, on tensors of any backend. Nothing is read back.
import * as tf from '@tensorflow/tfjs-core';
import {
  CardError,
  INPUT_CHANNELS,
  OUTPUT_CHANNELS,
  type Card,
  type InputChannel,
  type OutputChannel,
} from '../card.ts';

type Range = readonly [number, number];

/** The pictures that hold what surrounds the hole, whatever they hold inside it; best first. */
const SURROUNDINGS = ['prefilled-rgb', 'masked-rgb', 'rgb'] as const;
const NOISE_SEED = 'grain';

export interface Refining {
  /**
   * The refiner's input, in its order and range, made from the generator's input and output; [1, H, W, planes] each.
   * Outside the hole it holds the generator's input picture, inside the fill.
   */
  prepare(input: tf.Tensor4D, output: tf.Tensor4D): tf.Tensor4D;
  /** The generator's output with its picture replaced by the refined one. */
  merge(output: tf.Tensor4D, refined: tf.Tensor4D): tf.Tensor4D;
  dispose(): void;
}

/** @throws CardError with a sentence if this refiner does not fit this generator */
export function createRefining(generator: Card, refiner: Card): Refining {
  const refuse = (why: string): never => {
    throw new CardError(`"${refiner.id}" cannot refine what "${generator.id}" makes: ${why}.`);
  };
  const { height, width } = refiner.input;
  if (refiner.role !== 'refiner') refuse('it is not a refiner');
  if (height !== generator.input.height || width !== generator.input.width) {
    const size = ({ input }: Card) => `${input.width}x${input.height}`;
    refuse(`it takes ${size(refiner)} pixels and not ${size(generator)}`);
  }
  if (refiner.output.channels.join() !== 'rgb') refuse('it must give "rgb" and nothing else');
  const unknown = refiner.input.channels.filter((name) => !['rgb', 'mask', 'noise'].includes(name));
  if (unknown.length > 0) refuse(`it asks for ${unknown.join(' and ')}`);
  const around =
    SURROUNDINGS.find((name) => generator.input.channels.includes(name)) ??
    refuse('that variant is given no picture');
  const hasMask = generator.input.channels.includes('mask');
  const hasMatte = generator.output.channels.includes('matte');
  if (!hasMask && !hasMatte) refuse('nothing says where the hole is');

  const takes = planesOf<InputChannel>(generator.input.channels, INPUT_CHANNELS);
  const gives = planesOf<OutputChannel>(generator.output.channels, OUTPUT_CHANNELS);
  const noise = tf.tidy(() =>
    tf.keep(tf.randomUniform([1, height, width, 1], 0, 1, 'float32', NOISE_SEED)),
  );

  return {
    prepare(input, output) {
      const fill = toRange(gives(output, 'rgb'), generator.output.range, [0, 1]);
      const room = toRange(takes(input, around), generator.input.range, [0, 1]);
      const hole = hasMask ? takes(input, 'mask') : gives(output, 'matte');
      const shown = tf.add(room, tf.mul(hole, tf.sub(fill, room)));
      const planes: Partial<Record<InputChannel, tf.Tensor>> = {
        rgb: toRange(shown, [0, 1], refiner.input.range),
        mask: hole,
        noise,
      };
      return tf.concat(
        refiner.input.channels.map((name) => planes[name]!),
        3,
      ) as tf.Tensor4D;
    },
    merge(output, refined) {
      const colour = toRange(refined, refiner.output.range, generator.output.range);
      const parts = {
        rgb: colour,
        matte: hasMatte ? gives(output, 'matte') : colour,
        person: colour,
      }; // only finders give it
      const planes = generator.output.channels.map((name) => parts[name]);
      return (planes.length === 1 ? colour : tf.concat(planes, 3)) as tf.Tensor4D;
    },
    dispose: () => noise.dispose(),
  };
}

/** Slices a named channel out of planes that lie in this order along the last axis. */
function planesOf<Channel extends string>(
  channels: readonly Channel[],
  depths: Readonly<Record<Channel, number>>,
): (tensor: tf.Tensor4D, name: Channel) => tf.Tensor {
  return (tensor, name) => {
    const before = channels.slice(0, channels.indexOf(name));
    const first = before.reduce((sum, channel) => sum + depths[channel], 0);
    return tf.slice(tensor, [0, 0, 0, first], [-1, -1, -1, depths[name]]);
  };
}

/** Converts values between two ranges of black to white. */
function toRange(values: tf.Tensor, from: Range, to: Range): tf.Tensor {
  if (from[0] === to[0] && from[1] === to[1]) return values;
  const gain = (to[1] - to[0]) / (from[1] - from[0]);
  return tf.add(tf.mul(values, gain), to[0] - from[0] * gain);
}
