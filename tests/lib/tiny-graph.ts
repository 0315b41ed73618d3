// Writes a tfjs graph model by hand: a 1x1 convolution and a clip per output channel.
import type { OutputChannel } from '../../src/models/card.ts';

/** A weight per input plane, and a bias. */
export interface Mix {
  weights: number[];
  bias: number;
}

/** One channel of the output: a mix per plane, each clipped to the range. */
export interface Part {
  channel: OutputChannel;
  mixes: Mix[];
  range: [number, number];
  /** Whether the answer is the square root of the clipped value: NaN below 0. */
  isRoot?: boolean;
}

/**
 * model.json and weights.bin: Placeholder, a convolution and a clip per part, and their concatenation.
 * @param depth planes of the input
 */
export function writeGraph(
  height: number,
  width: number,
  depth: number,
  parts: Part[],
): [string, Buffer][] {
  const nodes: object[] = [];
  const weights: object[] = [];
  const shard: Buffer[] = [];
  const float = { type: 'DT_FLOAT' };
  const integer = { type: 'DT_INT32' };
  const text = (value: string) => Buffer.from(value).toString('base64');
  const list = (values: number[]) => ({ list: { i: values.map(String) } });
  const add = (name: string, op: string, input: string[], attr: object) => {
    nodes.push({ name, op, input, attr });
    return name;
  };
  const constant = (name: string, values: number[], shape: number[], isInteger = false) => {
    weights.push({ name, shape, dtype: isInteger ? 'int32' : 'float32' });
    const numbers = isInteger ? Int32Array.from(values) : Float32Array.from(values);
    shard.push(Buffer.from(numbers.buffer));
    const dtype = isInteger ? integer : float;
    const dim = shape.map((size) => ({ size: String(size) }));
    const tensor = { dtype: dtype.type, tensorShape: { dim } };
    return add(name, 'Const', [], { dtype, value: { tensor } });
  };

  // The number of pictures is left open, as converters do.
  const dim = [-1, height, width, depth].map((size) => ({ size: String(size) }));
  const input = add('input', 'Placeholder', [], { dtype: float, shape: { shape: { dim } } });
  const results = parts.map(({ channel, mixes, range, isRoot }) => {
    const count = mixes.length;
    const kernel = Array.from({ length: depth * count }, (_, i) => {
      return mixes[i % count]!.weights[Math.floor(i / count)]!;
    });
    const inputs = [
      input,
      constant(`${channel}/kernel`, kernel, [1, 1, depth, count]),
      constant(
        `${channel}/bias`,
        mixes.map(({ bias }) => bias),
        [count],
      ),
    ];
    const mixed = add(`${channel}/mix`, '_FusedConv2D', inputs, {
      T: float,
      strides: list([1, 1, 1, 1]),
      dilations: list([1, 1, 1, 1]),
      padding: { s: text('VALID') },
      data_format: { s: text('NHWC') },
      explicit_paddings: { list: {} },
      fused_ops: { list: { s: [text('BiasAdd')] } },
      num_args: { i: '1' },
      epsilon: { f: 0 },
    });
    const bounds = range.map((bound, i) => constant(`${channel}/clip/${i}`, [bound], []));
    const clipped = add(`${channel}/clip`, 'ClipByValue', [mixed, ...bounds], { T: float });
    return isRoot ? add(`${channel}/root`, 'Sqrt', [clipped], { T: float }) : clipped;
  });
  const axis = constant('axis', [3], [], true);
  const joined =
    results.length === 1
      ? results[0]!
      : add('join', 'ConcatV2', [...results, axis], {
          T: float,
          Tidx: integer,
          N: { i: String(results.length) },
        });
  add('output', 'Identity', [joined], { T: float });

  const tensor = (name: string) => ({ [name]: { name: `${name}:0`, dtype: 'DT_FLOAT' } });
  const model = {
    format: 'graph-model',
    signature: { inputs: tensor('input'), outputs: tensor('output') },
    modelTopology: { node: nodes, library: {}, versions: { producer: 1 } },
    weightsManifest: [{ paths: ['weights.bin'], weights }],
  };
  return [
    ['model.json', Buffer.from(JSON.stringify(model))],
    ['weights.bin', Buffer.concat(shard)],
  ];
}
