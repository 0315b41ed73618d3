// How .onnx files of the usual kinds are read, recognised, and tried in ONNX Runtime itself.
import { expect, test } from 'vitest';
import {
  echoOfHalves,
  lamaLike,
  miganLike,
  miganPipelineLike,
} from '../../../tests/lib/made-onnx.ts';
import { buildOnnx, type OnnxPort } from '../../../tests/lib/onnx-file.ts';
import { FREE_SIDES, recognise } from './recognise.ts';
import { makeHole } from './made-hole.ts';
import { readOnnx } from './read-onnx.ts';
import { openSession } from './session.ts';
import { tryForms } from './try-forms.ts';
import { wasmRuntime } from './wasm-runtime.ts';

const runtime = wasmRuntime({ threads: 1 });

const bufferOf = (file: Buffer) => new Uint8Array(file).buffer;

async function understand(file: Buffer) {
  const model = bufferOf(file);
  const recognised = recognise(readOnnx(model, 'mine.onnx'), 'mine.onnx');
  const size = recognised.size ?? { width: FREE_SIDES[0], height: FREE_SIDES[0] };
  const session = await openSession(model, 'mine.onnx', runtime);
  const hole = makeHole(size.width, size.height);
  const found = await tryForms(recognised.candidates, hole, (form) =>
    session.run(hole.input, form, size),
  );
  await session.release();
  return { ...recognised, ...found };
}

test('LaMa: two inputs, 1 in the hole, 0..1 in and 0..255 out', async () => {
  const { form, size, isTold, distance } = await understand(lamaLike());
  expect(size).toEqual({ width: 64, height: 64 });
  expect(form).toMatchObject({ picture: 'image', mask: 'mask', output: 'output' });
  expect(form).toMatchObject({ pictureRange: [0, 1], maskValues: [1, 0], outputRange: [0, 255] });
  expect(isTold).toBe(true);
  expect(distance.outside).toBeLessThan(0.01);
});

test('MI-GAN: four channels, the mask first, -1..1', async () => {
  const { form, isTold } = await understand(miganLike());
  expect(form).toMatchObject({ picture: 'input', mask: 'input', maskFirst: true, isEmptied: true });
  expect(form).toMatchObject({
    pictureRange: [-1, 1],
    maskValues: [-0.5, 0.5],
    outputRange: [-1, 1],
  });
  expect(isTold).toBe(true);
});

test('MI-GAN’s pipeline: bytes, 255 outside the hole, any size', async () => {
  const { form, size, types, isTold } = await understand(miganPipelineLike());
  expect(size).toBeUndefined();
  expect(types).toEqual({ picture: 'uint8', mask: 'uint8', output: 'uint8' });
  expect(form).toMatchObject({
    pictureRange: [0, 255],
    maskValues: [0, 255],
    outputRange: [0, 255],
  });
  expect(isTold).toBe(true);
});

test('four channels of float16, the mask last', async () => {
  const { form, types, distance } = await understand(echoOfHalves());
  expect(types).toEqual({ picture: 'float16', mask: 'float16', output: 'float16' });
  expect(form).toMatchObject({ maskFirst: false, isEmptied: false, pictureRange: [0, 1] });
  expect(distance.outside).toBeLessThan(0.001);
});

test('if no form gives a plausible result, the most usual one is chosen and marked as unsure', async () => {
  const { add, weight, write } = buildOnnx();
  const flipped = add('Sub', [weight([9], [1]), 'image']);
  const file = write([port('image', 3), port('mask', 1)], [{ ...port('output', 3), of: flipped }]);
  const { isTold, form } = await understand(file);
  expect(isTold).toBe(false);
  expect(form).toMatchObject({ pictureRange: [0, 1], maskValues: [1, 0], isEmptied: false });
});

test('a form that does not run hides no other; if none runs, that is an error', async () => {
  const { candidates } = recognise(readOnnx(bufferOf(lamaLike(16)), 'x'), 'x');
  const hole = makeHole(16, 16);
  const whole = Float32Array.from(hole.whole, (_, i) => {
    const [plane, pixel] = [Math.floor(i / 256), i % 256];
    return hole.whole[3 * pixel + plane]!;
  });
  const found = await tryForms(candidates, hole, (form) =>
    form.isEmptied
      ? Promise.resolve({ type: 'float32', data: whole })
      : Promise.reject(new Error('It does not run.')),
  );
  expect(found).toMatchObject({ form: { isEmptied: true }, isTold: true });
  const fails = () => Promise.reject(new Error('It does not run.'));
  await expect(tryForms(candidates, hole, fails)).rejects.toThrow('It does not run.');
});

function port(name: string, channels: number, shape: OnnxPort['shape'] = [1, channels, 32, 32]) {
  return { name, shape };
}

/** A network with one operation. */
function made(inputs: OnnxPort[], output: OnnxPort, op = 'Identity', domain = ''): Buffer {
  const { add, write } = buildOnnx();
  return write(inputs, [{ ...output, of: add(op, [inputs[0]!.name], {}, domain) }]);
}

test.each([
  ['a picture alone', made([port('x', 3)], port('y', 3)), 'This one takes "x" [1, 3, 32, 32]'],
  ['numbers', made([port('x', 0, [1, 10])], port('y', 0, [1, 10])), 'takes "x" [1, 10]'],
  [
    'channels last',
    made([port('x', 4, [1, 32, 32, 4])], port('y', 3)),
    '(batch, channels, height, width). This one takes "x" [1, 32, 32, 4]',
  ],
  [
    'several pictures',
    made([port('x', 4, [4, 4, 32, 32])], port('y', 3)),
    'takes 4 pictures at a time',
  ],
  ['a large picture', made([port('x', 4, [1, 4, 32, 2048])], port('y', 3)), 'larger than 1024 px'],
  [
    'no picture out',
    made([port('x', 4)], port('y', 7)),
    'it returns no picture with 3 channels, but "y"',
  ],
  [
    'two sizes',
    made([port('x', 3), port('m', 1, [1, 1, 16, 16])], port('y', 3)),
    'its mask and its picture differ in size',
  ],
  [
    'operations of its own',
    made([port('x', 4)], port('y', 3), 'ModulatedConv', 'acme.ops'),
    'operations that are not ONNX\'s own: "acme.ops.ModulatedConv"',
  ],
])('%s is refused with a reason', (_, file, sentence) => {
  const read = () => recognise(readOnnx(bufferOf(file), 'mine.onnx'), 'mine.onnx');
  expect(read).toThrow('"mine.onnx" cannot be used: ');
  expect(read).toThrow(sentence);
});

test('a file that is not a model, or a truncated one, is refused with a reason', () => {
  const whole = lamaLike(8);
  for (const bytes of [Buffer.from('no model'), Buffer.alloc(0), Buffer.alloc(100, 255)]) {
    expect(() => readOnnx(bufferOf(bytes), 'x')).toThrow(
      '"x" cannot be used: it is not an ONNX model',
    );
  }
  for (let length = 1; length < whole.length - 30; length += 13) {
    expect(() => readOnnx(bufferOf(whole.subarray(0, length)), 'x')).toThrow(
      'it is not an ONNX model',
    );
  }
});

test('an operation that ONNX Runtime does not know is reported', async () => {
  const file = bufferOf(made([port('x', 4)], port('y', 4), 'Frobnicate'));
  await expect(openSession(file, 'mine.onnx', runtime)).rejects.toThrow(
    '"mine.onnx" cannot be used: ONNX Runtime does not support its operation "Frobnicate".',
  );
});

test('a reason is reported without the place in ONNX Runtime’s code', async () => {
  const message =
    "Can't create a session. ERROR_CODE: 1, ERROR_MESSAGE: shader_helper.cc:416 GenerateSourceCode Program Transpose requires f16.";
  const InferenceSession = { create: () => Promise.reject(new Error(message)) };
  const opening = openSession(new ArrayBuffer(0), 'mine.onnx', { ...runtime, InferenceSession });
  await expect(opening).rejects.toThrow(
    '"mine.onnx" cannot be used: Program Transpose requires f16.',
  );
});

test('a model that requests more memory than is allowed ends with a message', async () => {
  const { add, weight, write } = buildOnnx();
  // 3.1 GB: more than is allowed, but within WebAssembly's limit.
  const large = add('Expand', ['x', weight([256, 3, 1024, 1024], [4], 'int64')]);
  const mean = add('ReduceMean', [large], { axes: [0], keepdims: 1 });
  const inputs = [port('x', 3, [1, 3, 1, 1]), port('m', 1, [1, 1, 1, 1])];
  const file = bufferOf(write(inputs, [{ ...port('y', 3, [1, 3, 'h', 'w']), of: mean }]));
  const session = await openSession(file, 'greedy.onnx', runtime);
  const [form] = recognise(readOnnx(file, 'x'), 'x').candidates;
  await expect(session.run(new Float32Array(4), form!, { width: 1, height: 1 })).rejects.toThrow(
    '"greedy.onnx" does not run: it needs more memory than the 2 GB that are allowed',
  );
});
