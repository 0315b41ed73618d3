// A variant with an .onnx file: its card, what is refused, and that it gives the same result as the same network in
// tfjs.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { lamaLike } from '../../../tests/lib/made-onnx.ts';
import { mix, MIX_FORM, mixInOnnx } from '../../../tests/lib/onnx-variant.ts';
import { tinyVariant } from '../../../tests/lib/tiny-variant.ts';
import { readBrought } from '../dropped-variant.ts';
import { readCard } from '../read-card.ts';
import { checkGolden, goldenInput } from '../golden.ts';
import { loadNetwork } from './load-network.ts';
import type { Network } from '../network.ts';
import { loadOnnx } from '../onnx/load-onnx.ts';
import { wasmRuntime } from '../onnx/wasm-runtime.ts';

const SPEC = mix('twin', 40, 24);
const IN_TFJS = tinyVariant(SPEC);

function twin(model = mixInOnnx(SPEC), changes: object = {}) {
  const files = new Map<string, Buffer>(
    ['golden-input.bin', 'golden-output.bin'].map((name) => [name, IN_TFJS.files.get(name)!]),
  );
  files.set('model.onnx', model);
  const listed = Array.from(files, ([path, content]) => ({
    path,
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
  }));
  const { multiplyAccumulates: _, ...card } = IN_TFJS.card;
  return { files, json: { ...card, files: listed, onnx: MIX_FORM, ...changes } };
}

const bring = ({ files, json }: ReturnType<typeof twin>) =>
  readBrought(
    [
      ...Array.from(files, ([path, content]) => ({
        path,
        file: new File([new Uint8Array(content)], path),
      })),
      { path: 'card.json', file: new File([JSON.stringify(json)], 'card.json') },
    ],
    [],
  );

beforeAll(async () => {
  setWasmPaths(join(process.cwd(), 'node_modules/@tensorflow/tfjs-backend-wasm/dist/'));
  await tf.setBackend('wasm');
});

test('tfjs and ONNX Runtime give the same result', async () => {
  const { card, files } = await bring(twin());
  const buffers = new Map(
    Array.from(IN_TFJS.files, ([name, content]) => [name, new Uint8Array(content).buffer]),
  );
  const tfjs = await loadNetwork({ card: IN_TFJS.card, files: buffers });
  const onnx = await loadOnnx({ card, files }, wasmRuntime({ threads: 1 }));
  const input = goldenInput(card, files);
  const [first, second] = [await tfjs.run(input), await onnx.run(input)];
  const most = first.reduce((far, value, i) => Math.max(far, Math.abs(value - second[i]!)), 0);
  expect(second).toHaveLength(first.length);
  expect(most).toBeLessThan(1e-5);
  const network = { card, ...onnx } as unknown as Network;
  expect((await checkGolden(network, files)).difference).toBeLessThan(0.003);
  await onnx.release();
  tfjs.dispose();
});

test.each([
  [
    'another name',
    { onnx: { ...MIX_FORM, mask: 'hole' } },
    'calls the mask "hole", and its model.onnx "in"',
  ],
  ['no form', { onnx: {} }, '"onnx.picture" must be the name of an input or output'],
  [
    'another range',
    { onnx: { ...MIX_FORM, pictureRange: [0, 2] } },
    '"onnx.pictureRange" must be one of',
  ],
  [
    'a text for a flag',
    { onnx: { ...MIX_FORM, isEmptied: 'no' } },
    '"onnx.isEmptied" must be true or false',
  ],
  [
    'other channels',
    { input: { ...IN_TFJS.card.input, range: [-1, 1] } },
    'with "onnx" it must be',
  ],
  ['no .onnx file', { onnx: undefined }, 'which is not among the files'],
])('%s is refused with a reason', async (_, changes, sentence) => {
  await expect(bring(twin(mixInOnnx(SPEC), changes))).rejects.toThrow(sentence);
});

test('a file of the wrong size, or one that is not a model, is refused', async () => {
  await expect(bring(twin(mixInOnnx({ ...SPEC, height: 32 })))).rejects.toThrow(
    '40x32 pixels, but its card says 40x24',
  );
  await expect(bring(twin(lamaLike(16)))).rejects.toThrow('calls the picture "in"');
  await expect(bring(twin(Buffer.from('none')))).rejects.toThrow('it is not an ONNX model');
});

test('the number of operations is optional with ONNX, and required for a tfjs graph', () => {
  const { json } = twin();
  expect(readCard(json, 'twin').multiplyAccumulates).toBeUndefined();
  const { multiplyAccumulates: _, ...plain } = IN_TFJS.card;
  expect(() => readCard(plain, 'twin')).toThrow('"multiplyAccumulates" must be a whole number');
});
