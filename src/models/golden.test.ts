// The golden check on networks with all channels and ranges. Each network is a function.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inputDepth, outputDepth, type Card } from './card.ts';
import { readCard } from './read-card.ts';
import { checkGolden, goldenInput } from './golden.ts';
import type { Network } from './network.ts';

/** 2x1 px. */
function cardWith(input: string[], output: string[], range: [number, number]): Card {
  const card = JSON.parse(readFileSync('models/guided-lite/card.json', 'utf8'));
  Object.assign(card.input, { width: 2, height: 1, channels: input, range });
  Object.assign(card.output, { channels: output, range });
  return readCard(card, 'guided-lite');
}

function files(input: number[], output: number[]): Map<string, ArrayBuffer> {
  return new Map([
    ['golden-input.bin', Uint8Array.from(input).buffer],
    ['golden-output.bin', Uint8Array.from(output).buffer],
  ]);
}

function network(card: Card, output: number[]): Network {
  return {
    card,
    run: () => Promise.resolve(Float32Array.from(output)),
  } as Partial<Network> as Network;
}

test('colours are in the card’s range, everything else in 0..1', () => {
  const card = cardWith(['noise', 'rgb', 'mask'], ['rgb'], [-1, 1]);
  const bytes = [255, 0, 255, 0, 255, 0, 255, 0, 255, 0];
  expect(inputDepth(card)).toBe(5);
  expect(Array.from(goldenInput(card, files(bytes, [])))).toEqual([
    1, -1, 1, -1, 1, 0, 1, -1, 1, 0,
  ]);
});

test.each([
  [
    ['rgb', 'matte'],
    [-1, 1, -1, 0, -1, 1, -1, 1],
    [0, 255, 0, 0, 0, 255, 0, 255],
  ],
  [
    ['matte', 'rgb'],
    [0, -1, 1, -1, 1, -1, 1, -1],
    [0, 0, 255, 0, 255, 0, 255, 0],
  ],
])('a matte is in 0..1 whatever the range: %s', async (channels, output, golden) => {
  const card = cardWith(['rgb'], channels, [-1, 1]);
  expect(outputDepth(card)).toBe(4);
  const stored = files(Array<number>(6).fill(0), golden);
  const { difference } = await checkGolden(network(card, output), stored);
  expect(difference).toBe(0);
});

test('a wrong matte is refused', async () => {
  const card = cardWith(['rgb'], ['rgb', 'matte'], [-1, 1]);
  const stored = files(Array<number>(6).fill(0), [0, 0, 0, 255, 0, 0, 0, 255]);
  const wrong = network(card, [-1, -1, -1, 1, -1, -1, -1, 0.9]);
  await expect(checkGolden(wrong, stored)).rejects.toThrow(/off by 0.1000/);
});

test('NaN is refused, even in the matte', async () => {
  const card = cardWith(['rgb'], ['rgb', 'matte'], [0, 1]);
  const stored = files(Array<number>(6).fill(0), Array<number>(8).fill(0));
  const broken = network(card, [0, 0, 0, NaN, 0, 0, 0, 0]);
  await expect(checkGolden(broken, stored)).rejects.toThrow(/not a number/);
});
