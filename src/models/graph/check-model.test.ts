// What a variant needs is known and limited before any of it is loaded.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MADE } from '../../../tests/lib/made-variants.ts';
import type { Card } from '../card.ts';
import { readCard } from '../read-card.ts';
import { checkModel } from './check-model.ts';

function shipped(id: string) {
  const read = (path: string) => readFileSync(`models/${id}/${path}`);
  const card = readCard(JSON.parse(read('card.json').toString()), id);
  const files = new Map(card.files.map(({ path }) => [path, Uint8Array.from(read(path)).buffer]));
  return { card, files };
}

test.each(['guided-lite', 'classic', 'guided', 'refiner'])('%s is within the bounds', (id) => {
  const loaded = shipped(id);
  const { multiplyAccumulates, bytes } = checkModel(loaded);
  // What its card says, plus operations that take time but are not multiplications.
  expect(multiplyAccumulates).toBeGreaterThan(loaded.card.multiplyAccumulates! * 0.95);
  expect(multiplyAccumulates).toBeLessThan(loaded.card.multiplyAccumulates! * 1.5);
  expect(bytes).toBeLessThan(100e6);
});

test('every synthetic variant is within the bounds', () => {
  for (const { card, files } of MADE) {
    const buffers = Array.from(files, ([path, content]) => {
      return [path, new Uint8Array(content).buffer] as const;
    });
    checkModel({ card, files: new Map(buffers) });
  }
});

interface Weighed {
  name: string;
  shape: number[];
  numbers?: number[];
}
type Node = [name: string, op: string, inputs: string[], attributes?: object];

/** A graph for an 8x8 picture with one input plane and three output planes, with integer weights. */
function graphOf(nodes: Node[], weights: Weighed[] = []) {
  const card = structuredClone<Card>(shipped('guided-lite').card);
  Object.assign(card.input, { width: 8, height: 8, channels: ['rgb'] });
  const constants = weights.map(({ name }): Node => [name, 'Const', []]);
  const all: Node[] = [['input', 'Placeholder', []], ...constants, ...nodes];
  const model = {
    signature: { outputs: { output: { name: 'output:0' } } },
    modelTopology: {
      node: all.map(([name, op, input, attr]) => ({ name, op, input, attr })),
    },
    weightsManifest: [
      {
        paths: ['weights.bin'],
        weights: weights.map(({ name, shape }) => ({ name, shape, dtype: 'int32' })),
      },
    ],
  };
  const files = new Map<string, ArrayBuffer>([
    ['model.json', new TextEncoder().encode(JSON.stringify(model)).buffer],
    ['weights.bin', Int32Array.from(weights.flatMap(({ numbers = [] }) => numbers)).buffer],
    [card.golden.input, new ArrayBuffer(8 * 8 * 3)],
    [card.golden.output, new ArrayBuffer(8 * 8 * 3)],
  ]);
  return { card, files };
}

const bitmap = (...sizes: number[]) => ({ list: { i: sizes.map(String) } });
const SAME = { s: btoa('SAME') };

test.each<[string, Node[], Weighed[], RegExp]>([
  [
    'pads to gigabytes',
    [['output', 'Pad', ['input', 'n']]],
    [{ name: 'n', shape: [4, 2], numbers: [0, 0, 0, 9e3, 0, 9e3, 0, 0] }],
    /"output" \(Pad\) a run takes more memory than the 256 MB/,
  ],
  [
    'resizes to gigabytes',
    [['output', 'ResizeBilinear', ['input', 'n']]],
    [{ name: 'n', shape: [2], numbers: [20_000, 20_000] }],
    /more memory/,
  ],
  [
    'repeats to gigabytes',
    [['output', 'Tile', ['input', 'n']]],
    [{ name: 'n', shape: [4], numbers: [1, 1000, 1000, 1] }],
    /more memory/,
  ],
  [
    'fills gigabytes',
    [['output', 'Fill', ['n', 'v']]],
    [
      { name: 'n', shape: [4], numbers: [1, 30_000, 30_000, 3] },
      { name: 'v', shape: [], numbers: [1] },
    ],
    /more memory/,
  ],
  [
    'multiplies everything with everything',
    [
      ['rows', 'Reshape', ['input', 'n']],
      ['squares', 'MatMul', ['rows', 'rows'], { transpose_b: { b: true } }],
      ['wide', 'Tile', ['squares', 't']],
      ['output', 'MatMul', ['wide', 'wide'], { transpose_a: { b: true } }],
    ],
    [
      { name: 'n', shape: [2], numbers: [192, 1] },
      { name: 't', shape: [2], numbers: [1, 100] },
    ],
    /billion multiplications|more memory/,
  ],
  [
    'stretches rows and columns over each other',
    [
      ['rows', 'Reshape', ['input', 'r']],
      ['columns', 'Reshape', ['input', 'c']],
      ['many', 'Tile', ['rows', 't']],
      ['others', 'Tile', ['columns', 'u']],
      ['output', 'AddV2', ['many', 'others']],
    ],
    [
      { name: 'r', shape: [2], numbers: [192, 1] },
      { name: 'c', shape: [2], numbers: [1, 192] },
      { name: 't', shape: [2], numbers: [100, 1] },
      { name: 'u', shape: [2], numbers: [1, 100] },
    ],
    /"output" \(AddV2\) a run takes more memory/,
  ],
  [
    'goes on for hours',
    [
      ['a', 'ResizeBilinear', ['input', 'n']],
      ['output', 'MaxPool', ['a'], { ksize: bitmap(1, 999, 999, 1), padding: SAME }],
    ],
    [{ name: 'n', shape: [2], numbers: [1000, 1000] }],
    /billion multiplications/,
  ],
  ['uses a loop', [['output', 'While', ['input']]], [], /uses "While", an operation/],
  [
    'has a size that is computed',
    [
      ['n', 'Sum', ['input']],
      ['output', 'Fill', ['n', 'n']],
    ],
    [],
    /a size that cannot be known in advance/,
  ],
  ['waits for itself', [['output', 'Add', ['output', 'input']]], [], /waits for itself/],
  ['asks nobody', [['output', 'Relu', ['nobody']]], [], /"nobody", which is not among/],
  ['has another output', [['output', 'Sum', ['input']]], [], /its output has the shape \[\]/],
  ['lacks weights', [['output', 'Const', []]], [], /weights of "output" are missing/],
])('a graph that %s is refused', (_, nodes, weights, sentence) => {
  expect(() => checkModel(graphOf(nodes, weights))).toThrow(sentence);
});

test.each([
  ['more than there are', [{ name: 'n', shape: [1e6] }], /need more bytes than the 0/],
  ['gigabytes', [{ name: 'n', shape: [1e6, 1e6] }], /more than 64 million weights/],
  ['less than none', [{ name: 'n', shape: [-1] }], /the shape of "n" has the length "-1"/],
  [
    'fewer than there are',
    [{ name: 'n', shape: [], numbers: [1, 2] }],
    /take 4 bytes, but there are 8/,
  ],
])('weights of %s are refused', (_, weights, sentence) => {
  expect(() => checkModel(graphOf([['output', 'Identity', ['input']]], weights))).toThrow(sentence);
});

test('a golden file of the wrong size is refused', () => {
  const loaded = graphOf([['output', 'Identity', ['input']]]);
  checkModel(loaded);
  loaded.files.set(loaded.card.golden.input, new ArrayBuffer(7));
  expect(() => checkModel(loaded)).toThrow(/holds 7 values instead of 192/);
});
