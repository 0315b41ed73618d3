// A stand-in for a generator that is still loading: it answers with the generator's own input, the hole filled smoothly
// from its surroundings. Works for cards whose input has that and whose output is just a picture.
import { INPUT_CHANNELS, inputDepth, type Card } from './card.ts';
import type { Network } from './network.ts';

export function canStandIn({ input, output }: Card): boolean {
  return input.channels.includes('prefilled-rgb') && output.channels.join() === 'rgb';
}

/** @throws Error if the card does not allow a stand-in */
export function createStandIn(card: Card): Network {
  if (!canStandIn(card)) throw new Error(`Nothing can stand in for "${card.id}".`);
  const { height, width, channels } = card.input;
  const depth = inputDepth(card);
  const before = channels.slice(0, channels.indexOf('prefilled-rgb'));
  const smoothAt = before.reduce((planes, channel) => planes + INPUT_CHANNELS[channel], 0);
  const [from, to] = [card.input.range, card.output.range];
  const scale = (to[1] - to[0]) / (from[1] - from[0]);

  function answer(input: Float32Array): Float32Array {
    const output = new Float32Array(height * width * 3);
    for (let pixel = 0; pixel < height * width; pixel++) {
      for (let plane = 0; plane < 3; plane++) {
        const value = input[pixel * depth + smoothAt + plane]!;
        output[pixel * 3 + plane] = to[0] + (value - from[0]) * scale;
      }
    }
    return output;
  }

  return {
    card,
    device: undefined,
    warmUp: () => Promise.resolve(),
    run: (input) => Promise.resolve(answer(input)),
    runOnGpu() {
      throw new Error('What stands in for a generator runs on the CPU.');
    },
    countTensors: () => Promise.resolve(0),
    dispose() {},
  };
}
