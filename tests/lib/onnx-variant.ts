// The same small network as a tfjs graph and as an .onnx file.
import { createHash } from 'node:crypto';
import { readCard } from '../../src/models/read-card.ts';
import type { OnnxForm } from '../../src/models/onnx/form.ts';
import { buildOnnx } from './onnx-file.ts';
import { tinyVariant, type TinySpec, type TinyVariant } from './tiny-variant.ts';

/** A network whose fill is a mix of all its channels. @param width px @param height px */
export function mix(id: string, width: number, height: number): TinySpec {
  return {
    id,
    width,
    height,
    input: ['prefilled-rgb', 'mask'],
    output: ['rgb'],
    rgb: [
      { weights: [0.5, 0.2, -0.1, 0.3], bias: 0.1 },
      { weights: [-0.4, 0.9, 0.1, -0.2], bias: 0.3 },
      { weights: [0.2, 0.2, 0.8, 0.1], bias: -0.1 },
    ],
  };
}

/** How `mixInOnnx` takes its input, and returns its output. */
export const MIX_FORM: OnnxForm = {
  picture: 'in',
  mask: 'in',
  output: 'out',
  maskFirst: false,
  isEmptied: false,
  pictureRange: [0, 1],
  maskValues: [1, 0],
  outputRange: [0, 1],
};

/** The spec's colours as a 1x1 convolution and a clip. Its input must be `prefilled-rgb` and `mask`. */
export function mixInOnnx({ rgb, width, height }: TinySpec): Buffer {
  const { add, weight, write } = buildOnnx();
  const kernel = rgb.flatMap(({ weights }) => weights);
  const biases = rgb.map(({ bias }) => bias);
  const mixed = add('Conv', ['in', weight(kernel, [3, 4, 1, 1]), weight(biases, [3])]);
  const clipped = add('Clip', [mixed, weight([0], []), weight([1], [])]);
  const port = (name: string, channels: number) => ({ name, shape: [1, channels, height, width] });
  return write([port('in', 4)], [{ ...port('out', 3), of: clipped }]);
}

/** The spec's variant in ONNX Runtime. */
export function onnxVariant(spec: TinySpec): TinyVariant {
  const { card: tfjs, files: all, run } = tinyVariant(spec);
  const files = new Map([['model.onnx', mixInOnnx(spec)]]);
  for (const name of ['golden-input.bin', 'golden-output.bin']) files.set(name, all.get(name)!);
  const listed = Array.from(files, ([path, content]) => ({
    path,
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
  }));
  const card = readCard({ ...tfjs, files: listed, onnx: MIX_FORM }, spec.id);
  files.set('card.json', Buffer.from(JSON.stringify(card)));
  return { card, files, run };
}
