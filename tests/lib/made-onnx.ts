// Small networks with the inputs, outputs and operations of LaMa and MI-GAN and random weights, and one that returns
// its input as the fill.
import { buildOnnx, type OnnxBuilder, type OnnxPort } from './onnx-file.ts';

/** The DFT's matrix, for multiplication: [n, n], real or imaginary. */
function dftMatrix(n: number, part: (angle: number) => number, scale = 1): number[] {
  return Array.from({ length: n * n }, (_, i) => {
    const angle = (2 * Math.PI * Math.floor(i / n) * (i % n)) / n;
    return scale * part(angle);
  });
}

/**
 * LaMa's fast Fourier convolution, with 4 channels at `side` x `side`: ONNX's DFT, a convolution on real and imaginary
 * parts, and back by products with constant matrices, as exporters without an inverse DFT write it.
 */
function fourierUnit({ add, weight, random }: OnnxBuilder, x: string, side: number): string {
  const ints = (...values: number[]) => weight(values, [values.length], 'int64');
  const real = add('Unsqueeze', [x, ints(4)]);
  const rows = add('DFT', [real], { axis: 3 });
  const spectrum = add('DFT', [rows], { axis: 2 }); // [1, 4, side, side, 2]
  const turned = add('Transpose', [spectrum], { perm: [0, 1, 4, 2, 3] });
  const stacked = add('Reshape', [turned, ints(1, 8, side, side)]);
  const mixed = add('Relu', [add('Conv', [stacked, random([8, 8, 1, 1], 0.3)])]);
  const [re, im] = [0, 1].map((part) => {
    const five = add('Reshape', [mixed, ints(1, 4, 2, side, side)]);
    return add('Gather', [five, weight([part], [], 'int64')], { axis: 2 });
  }) as [string, string];
  // The real part of conj(F) S conj(F) / n^2, with F = C - iS.
  const cos = weight(dftMatrix(side, Math.cos, 1 / side), [side, side]);
  const sin = weight(dftMatrix(side, Math.sin, 1 / side), [side, side]);
  const both = (a: string, m: string, n: string) => add('MatMul', [m, add('MatMul', [a, n])]);
  const evens = add('Sub', [both(re, cos, cos), both(re, sin, sin)]);
  const odds = add('Add', [both(im, cos, sin), both(im, sin, cos)]);
  return add('Sub', [evens, odds]);
}

const shown = (name: string, channels: number, side: number | string): OnnxPort => ({
  name,
  shape: [1, channels, side, side],
});

/** As LaMa is exported: image (0..1) and mask (1 is the hole) in, and the whole picture in 0..255 out. */
export function lamaLike(side = 64): Buffer {
  const builder = buildOnnx(17);
  const { add, weight, random } = builder;
  const one = weight([1], [1]);
  const known = add('Sub', [one, 'mask']);
  const masked = add('Mul', ['image', known]);
  const given = add('Concat', [masked, 'mask'], { axis: 1 });
  const local = add('Relu', [
    add('Conv', [given, random([4, 4, 3, 3], 0.2)], { pads: [1, 1, 1, 1] }),
  ]);
  const wide = add('Add', [local, fourierUnit(builder, local, side)]);
  const painted = add('Sigmoid', [
    add('Conv', [wide, random([3, 4, 3, 3], 0.05)], { pads: [1, 1, 1, 1] }),
  ]);
  const whole = add('Add', [masked, add('Mul', [painted, 'mask'])]);
  const bytes = add('Mul', [whole, weight([255], [1])]);
  const ports = [shown('image', 3, side), shown('mask', 1, side)];
  return builder.write(ports, [{ ...shown('output', 3, side), of: bytes }]);
}

/** A depthwise and a pointwise convolution, as in MI-GAN. */
function separable({ add, random }: OnnxBuilder, x: string, from: number, to: number): string {
  const deep = add('Conv', [x, random([from, 1, 3, 3], 0.4)], { group: from, pads: [1, 1, 1, 1] });
  return add('LeakyRelu', [add('Conv', [deep, random([to, from, 1, 1], 0.4)])], {
    alpha: { float: 0.2 },
  });
}

/** Half the size and back, like MI-GAN's encoder and synthesis. @param x [1, 4, H, W]. @returns [1, 3, H, W], -1..1 */
function miganNetwork(builder: OnnxBuilder, x: string): string {
  const { add, random, weight } = builder;
  const fine = separable(builder, x, 4, 8);
  const coarse = separable(
    builder,
    add('AveragePool', [fine], { kernel_shape: [2, 2], strides: [2, 2] }),
    8,
    8,
  );
  const scales = weight([1, 1, 2, 2], [4]);
  const grown = add('Resize', [coarse, '', scales], {
    mode: 'nearest',
    coordinate_transformation_mode: 'asymmetric',
    nearest_mode: 'floor',
  });
  const joined = separable(builder, add('Concat', [fine, grown], { axis: 1 }), 16, 8);
  return add('Tanh', [add('Conv', [joined, random([3, 8, 1, 1], 0.1)])]);
}

/** MI-GAN's network alone: one input, made of the mask (0.5 stays) and the picture (-1..1, 0 in the hole). */
export function miganLike(side: number | string = 64): Buffer {
  const builder = buildOnnx(17);
  const { add, weight } = builder;
  const painted = miganNetwork(builder, 'input');
  // A trained network returns the known pixels.
  const ints = (...values: number[]) => weight(values, [values.length], 'int64');
  const mask = add('Slice', ['input', ints(0), ints(1), ints(1)]);
  const picture = add('Slice', ['input', ints(1), ints(4), ints(1)]);
  const half = weight([0.5], [1]);
  const known = add('Add', [mask, half]);
  const hole = add('Sub', [half, mask]);
  const whole = add('Add', [add('Mul', [picture, known]), add('Mul', [painted, hole])]);
  return builder.write([shown('input', 4, side)], [{ ...shown('output', 3, side), of: whole }]);
}

/** MI-GAN's whole pipeline in bytes, for any size: image, mask (255 stays), result. */
export function miganPipelineLike(): Buffer {
  const builder = buildOnnx(17);
  const { add, weight } = builder;
  const number = (value: number) => weight([value], [1]);
  const image = add('Sub', [
    add('Div', [add('Cast', ['image'], { to: 1 }), number(127.5)]),
    number(1),
  ]);
  const known = add('Div', [add('Cast', ['mask'], { to: 1 }), number(255)]);
  const given = add('Concat', [add('Sub', [known, number(0.5)]), add('Mul', [image, known])], {
    axis: 1,
  });
  const painted = miganNetwork(builder, given);
  const hole = add('Sub', [number(1), known]);
  const whole = add('Add', [add('Mul', [image, known]), add('Mul', [painted, hole])]);
  const bytes = add('Mul', [add('Add', [whole, number(1)]), number(127.5)]);
  const result = add('Cast', [add('Clip', [bytes, weight([0], []), weight([255], [])])], { to: 2 });
  const port = (name: string, channels: number): OnnxPort => ({
    name,
    type: 'uint8',
    shape: ['batch', channels, 'height', 'width'],
  });
  return builder.write([port('image', 3), port('mask', 1)], [{ ...port('result', 3), of: result }]);
}

/** Four channels, the mask last. Returns its input, so that its fills are smooth. In half precision. */
export function echoOfHalves(side = 64): Buffer {
  const builder = buildOnnx(17);
  const { add, weight } = builder;
  const kernel = add(
    'Cast',
    [
      weight(
        Array.from({ length: 12 }, (_, i) => Number(i % 4 === Math.floor(i / 4))),
        [3, 4, 1, 1],
      ),
    ],
    { to: 10 },
  );
  const picture = add('Conv', ['x', kernel]);
  const port = (name: string, channels: number): OnnxPort => ({
    ...shown(name, channels, side),
    type: 'float16',
  });
  return builder.write([port('x', 4)], [{ ...port('y', 3), of: picture }]);
}
