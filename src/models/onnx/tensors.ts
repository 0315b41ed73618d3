// Converts between the page's numbers ([height, width, channels], 0..1) and an ONNX network's (plane by plane, in its
// form's ranges and types).
import { toHalf, fromHalf } from '../../half.ts';
import type { OnnxForm, Range } from './form.ts';
import type { TensorType } from './read-onnx.ts';

export interface PlainTensor {
  type: TensorType;
  data: Float32Array | Uint16Array | Uint8Array;
  dims: readonly number[];
}

/** Planes of the page's input: red, green, blue and mask. */
const DEPTH = 4;

/**
 * The network's inputs by name.
 * @param input [height, width, 4]: the picture, its hole filled smoothly, and the mask (1 is the hole), 0..1
 * @param types of the inputs by name
 */
export function toFeeds(
  input: Float32Array,
  form: OnnxForm,
  types: Readonly<Record<string, TensorType>>,
  { width, height }: { width: number; height: number },
): Record<string, PlainTensor> {
  const pixels = width * height;
  const [low, high] = form.pictureRange;
  const [inHole, inRoom] = form.maskValues;
  const colours = new Float32Array(3 * pixels);
  const mask = new Float32Array(pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const hole = input[DEPTH * pixel + 3]!;
    mask[pixel] = inRoom + hole * (inHole - inRoom);
    for (let plane = 0; plane < 3; plane++) {
      const value = low + input[DEPTH * pixel + plane]! * (high - low);
      colours[plane * pixels + pixel] = form.isEmptied ? value * (1 - hole) : value;
    }
  }
  const tensor = (name: string, planes: Float32Array): PlainTensor => {
    const type = types[name] ?? 'float32';
    return { type, data: toType(planes, type), dims: [1, planes.length / pixels, height, width] };
  };
  if (form.picture !== form.mask) {
    return { [form.picture]: tensor(form.picture, colours), [form.mask]: tensor(form.mask, mask) };
  }
  const both = new Float32Array(DEPTH * pixels);
  both.set(mask, form.maskFirst ? 0 : 3 * pixels);
  both.set(colours, form.maskFirst ? pixels : 0);
  return { [form.picture]: tensor(form.picture, both) };
}

/**
 * The network's picture as the page takes it.
 * @param data [1, 3, height, width], halves as their bits
 * @returns [height, width, 3], 0..1; NaN stays NaN
 */
export function fromOutput(
  data: Float32Array | Uint16Array | Uint8Array,
  type: TensorType,
  [low, high]: Range,
): Float32Array {
  const pixels = data.length / 3;
  const output = new Float32Array(data.length);
  for (let plane = 0; plane < 3; plane++) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      const stored = data[plane * pixels + pixel]!;
      const value = type === 'float16' ? fromHalf(stored) : stored;
      output[3 * pixel + plane] = Math.min(1, Math.max(0, (value - low) / (high - low)));
    }
  }
  return output;
}

function toType(values: Float32Array, type: TensorType): PlainTensor['data'] {
  if (type === 'uint8') return Uint8Array.from(values, (value) => Math.round(value));
  if (type === 'float16') return Uint16Array.from(values, toHalf);
  return values;
}
