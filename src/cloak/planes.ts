// The planes of the generator's input, in the card's order.
import type { Card, InputChannel } from '../models/card.ts';

/** The plane codes of each channel, numbered as in input.wgsl. */
const CODES: Partial<Record<InputChannel, readonly number[]>> = {
  rgb: [0, 1, 2],
  'masked-rgb': [3, 4, 5],
  'prefilled-rgb': [6, 7, 8],
  mask: [9],
  noise: [10],
};

/** The most planes a card can ask for: each once. */
export const MOST_PLANES = 11;

/** One code per plane of the network's input, in the card's order. */
export function planeCodes({ input }: Card): number[] {
  return input.channels.flatMap((channel) => CODES[channel] ?? []);
}
