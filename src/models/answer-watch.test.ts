// NaN and infinite answers are reported once, separately for the generator and its refiner.
import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { areNumbers, probe, watchAnswers } from './answer-watch.ts';
import { readCard } from './read-card.ts';
import type { Network } from './network.ts';

const card = readCard(
  JSON.parse(readFileSync('models/guided-lite/card.json', 'utf8')),
  'guided-lite',
);

function networkOf(answer: (input: Float32Array, refines?: boolean) => number): Network {
  const run = async (input: Float32Array, refines?: boolean) =>
    Float32Array.from([answer(input, refines)]);
  return { card, refiner: 'refiner', run } as Partial<Network> as Network;
}

test.each([NaN, Infinity, -Infinity, 1e31])('%s is not a valid answer', (value) => {
  expect(areNumbers(Float32Array.from([0, value]))).toBe(false);
  expect(areNumbers(Float32Array.from([0, -1e29]))).toBe(true);
});

test('a generator that breaks in use is reported once', async () => {
  const [broken, refinerBroken] = [vi.fn(), vi.fn()];
  const watched = watchAnswers(
    networkOf(([first]) => Math.sqrt(first!)),
    broken,
    refinerBroken,
  );
  await watched.run(Float32Array.from([1]));
  expect(broken).not.toHaveBeenCalled();
  for (let i = 0; i < 3; i++) await watched.run(Float32Array.from([-1]));
  expect(broken.mock.calls).toEqual([
    ['guided-lite', '"guided-lite" returned something that is not a number.'],
  ]);
  expect(refinerBroken).not.toHaveBeenCalled();
});

test('a refiner that breaks is not used again, and the fill stays unrefined', async () => {
  const [broken, refinerBroken] = [vi.fn(), vi.fn()];
  const network = networkOf((_input, refines) => (refines ? NaN : 0.5));
  const watched = watchAnswers(network, broken, refinerBroken);
  await watched.run(new Float32Array(1), true);
  expect(await watched.run(new Float32Array(1), true)).toEqual(Float32Array.from([0.5]));
  expect(refinerBroken.mock.calls).toEqual([
    ['Fills are shown unrefined: "refiner" returned something that is not a number.'],
  ]);
  expect(broken).not.toHaveBeenCalled();
});

test.each([
  ['high', 1],
  ['noise', 0.5],
])('a network that breaks on %s input is refused', async (_, value) => {
  const breaks = (input: Float32Array) =>
    input.some((given) => Math.abs(given - value) < 0.01) ? NaN : 0;
  await expect(probe(networkOf(breaks))).rejects.toThrow(/not a number/);
  await probe(networkOf(() => 0));
});

test('a stand-in that appears later, and the place that a network moves to, show through', () => {
  const network = { ...networkOf(() => 0), onnx: { place: 'webgpu', milliseconds: 5 } } as Network;
  const watched = watchAnswers(network, vi.fn(), vi.fn());
  expect([watched.onnx?.place, watched.standIn]).toEqual(['webgpu', undefined]);
  const standIn = networkOf(() => 1);
  Object.assign(network, { onnx: { place: 'wasm', milliseconds: 400 }, standIn });
  expect([watched.onnx?.place, watched.standIn]).toEqual(['wasm', standIn]);
});
