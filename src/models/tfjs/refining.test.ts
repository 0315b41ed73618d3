// What a generator passes to a refiner and gets back, on tfjs's WASM backend.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { Card } from '../card.ts';
import { readCard } from '../read-card.ts';
import { createRefining } from './refining.ts';

const SHIPPED = readCard(
  JSON.parse(readFileSync('models/guided-lite/card.json', 'utf8')),
  'guided-lite',
);

interface Changes {
  role?: Card['role'];
  takes?: Card['input']['channels'];
  gives?: Card['output']['channels'];
  range?: [number, number];
  width?: number;
}

/** A card of a network for one row of two pixels. */
function card({
  role = 'generator',
  takes,
  gives = ['rgb'],
  range = [0, 1],
  width = 2,
}: Changes): Card {
  const channels =
    takes ?? (role === 'refiner' ? ['rgb', 'mask', 'noise'] : ['prefilled-rgb', 'mask']);
  return {
    ...SHIPPED,
    id: role,
    role,
    input: { height: 1, width, channels, range },
    output: { channels: gives, range },
  };
}

/** [1, 1, 2, planes] with two pixels' numbers. */
function pixels(first: number[], second: number[]): tf.Tensor4D {
  return tf.tensor4d([...first, ...second], [1, 1, 2, first.length]);
}

const rounded = (tensor: tf.Tensor) =>
  Array.from(tensor.dataSync(), (value) => Math.round(value * 1000) / 1000);

beforeAll(async () => {
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths(join(process.cwd(), 'node_modules/@tensorflow/tfjs-backend-wasm/dist/'));
  await tf.setBackend('wasm');
});

test('the refiner gets the fill in the hole, the room around it, and the mask', () => {
  const refining = createRefining(card({}), card({ role: 'refiner', takes: ['rgb', 'mask'] }));
  const seen = refining.prepare(
    pixels([0.1, 0.2, 0.3, 0], [0.4, 0.5, 0.6, 1]),
    pixels([0.9, 0.9, 0.9], [0.7, 0.8, 0.9]),
  );
  expect(rounded(seen)).toEqual([0.1, 0.2, 0.3, 0, 0.7, 0.8, 0.9, 1]);
});

test('the refiner’s noise is the same every time', () => {
  const noise = () => {
    const refining = createRefining(card({}), card({ role: 'refiner', takes: ['noise', 'rgb'] }));
    return rounded(
      refining.prepare(pixels([0, 0, 0, 0], [0, 0, 0, 0]), pixels([0, 0, 0], [0, 0, 0])),
    );
  };
  const [first, , , , second] = noise();
  expect(first).not.toBe(second);
  expect(noise()).toEqual(noise());
});

test('each network gets colours in its own range', () => {
  const refiner = card({ role: 'refiner', takes: ['rgb'], range: [0, 255] });
  const refining = createRefining(card({ range: [-1, 1] }), refiner);
  const output = pixels([0, 0, 0], [0, 0, 0]);
  const seen = refining.prepare(pixels([-1, 0, 1, 0], [0, 0, 0, 1]), output);
  expect(rounded(seen)).toEqual([0, 127.5, 255, 127.5, 127.5, 127.5]);
  const merged = refining.merge(output, pixels([0, 127.5, 255], [255, 255, 255]));
  expect(rounded(merged)).toEqual([-1, 0, 1, 1, 1, 1]);
});

test('a variant that finds the person itself is refined where its matte says, and keeps the matte', () => {
  const generator = card({ takes: ['rgb'], gives: ['matte', 'rgb'] });
  const refining = createRefining(generator, card({ role: 'refiner', takes: ['rgb', 'mask'] }));
  const output = pixels([0, 0.5, 0.5, 0.5], [1, 0.5, 0.5, 0.5]);
  const seen = refining.prepare(pixels([0.1, 0.1, 0.1], [0.1, 0.1, 0.1]), output);
  expect(rounded(seen)).toEqual([0.1, 0.1, 0.1, 0, 0.5, 0.5, 0.5, 1]);
  const merged = refining.merge(output, pixels([0.2, 0.2, 0.2], [0.3, 0.3, 0.3]));
  expect(rounded(merged)).toEqual([0, 0.2, 0.2, 0.2, 1, 0.3, 0.3, 0.3]);
});

test('refining leaks no tensors', () => {
  const before = tf.memory().numTensors;
  const refining = createRefining(card({}), card({ role: 'refiner' }));
  tf.tidy(() => {
    const output = pixels([0, 0, 0], [0, 0, 0]);
    const seen = refining.prepare(pixels([0, 0, 0, 0], [0, 0, 0, 1]), output);
    refining.merge(output, tf.slice(seen, [0, 0, 0, 0], [-1, -1, -1, 3]));
  });
  expect(tf.memory().numTensors).toBe(before + 1); // the noise
  refining.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test.each<[Changes, Changes, string]>([
  [{}, { role: 'generator' }, 'it is not a refiner'],
  [{}, { role: 'refiner', width: 3 }, 'it takes 3x1 pixels and not 2x1'],
  [{}, { role: 'refiner', takes: ['plate'] }, 'it asks for plate'],
  [{}, { role: 'refiner', gives: ['rgb', 'matte'] }, 'it must give "rgb" and nothing else'],
  [{ takes: ['prefilled-rgb'] }, { role: 'refiner' }, 'nothing says where the hole is'],
  [{ takes: ['mask'] }, { role: 'refiner' }, 'that variant is given no picture'],
])('a generator %j and a refiner %j do not match', (generator, refiner, why) => {
  expect(() => createRefining(card(generator), card(refiner))).toThrow(why);
});
