// What each operation makes of the shapes that it is given, and what that costs. An operation that is not here is
// refused: nobody could say beforehand how much it takes.
import { quoted } from '../quoted.ts';
import { flagAttribute, textAttribute, wholeAttribute, wholesAttribute } from './attributes.ts';
import { MOST_DIMENSIONS } from './limits.ts';
import { refuse, sizeOf, type GraphNode, type Shape } from './read-graph.ts';

export interface Given {
  node: GraphNode;
  shapes: readonly Shape[];
  /** The whole numbers that an input says; undefined where it is no constant. */
  integers(input: number): readonly number[] | undefined;
}

export interface Made {
  shapes: Shape[];
  /** Multiplications and additions, or what takes as long. */
  cost: number;
}

type Operation = (given: Given) => Made;

/** @throws GraphError when the operation is unknown, or does not fit what it is given */
export function makeShapes(given: Given): Made {
  const { op, name } = given.node;
  const operation = Object.hasOwn(OPERATIONS, op) ? OPERATIONS[op] : undefined;
  if (!operation) return refuse(`it uses ${quoted(op)}, an operation that Vanish does not take`);
  const made = operation(given);
  for (const shape of made.shapes) {
    const isRight = shape.every((length) => Number.isSafeInteger(length) && length >= 0);
    if (!isRight || shape.length > MOST_DIMENSIONS) unfit(given, `would give [${shape}]`);
  }
  if (!Number.isFinite(made.cost)) refuse(`${quoted(name)} takes too long`);
  return made;
}

function unfit({ node }: Given, why: string): never {
  return refuse(`${quoted(node.name)} (${node.op}) ${why}`);
}

function shapeAt(given: Given, input: number, dimensions?: number): Shape {
  const shape = given.shapes[input];
  if (!shape) return unfit(given, `has ${given.shapes.length} inputs, which are too few`);
  if (dimensions !== undefined && shape.length !== dimensions) {
    unfit(given, `is given [${shape}], and takes ${dimensions} dimensions`);
  }
  return shape;
}

function integersAt(given: Given, input: number): readonly number[] {
  shapeAt(given, input);
  return given.integers(input) ?? unfit(given, 'has a size that cannot be told beforehand');
}

function axisOf(given: Given, axis: number | undefined, dimensions: number): number {
  const positive = axis !== undefined && axis < 0 ? axis + dimensions : axis;
  return positive !== undefined && positive >= 0 && positive < dimensions
    ? positive
    : unfit(given, `has no dimension ${axis}`);
}

const one = (shape: Shape, costPerNumber = 1): Made => ({
  shapes: [shape],
  cost: costPerNumber * sizeOf(shape),
});

function expectChannelsLast(given: Given): void {
  const format = textAttribute(given.node, 'data_format');
  if (format && format !== 'NHWC') unfit(given, `has its channels elsewhere than last`);
}

/** The second and third of a list about pictures, [1, y, x, 1]; 1 and 1 where there is none. */
function pairOf(given: Given, attribute: string): readonly [number, number] {
  const list = wholesAttribute(given.node, attribute);
  const [, y = 1, x = 1] = list;
  if (y < 1 || x < 1) unfit(given, `has "${attribute}" below 1`);
  return [y, x];
}

/** How long a side becomes under a window that moves over it. */
function slid(given: Given, side: number, window: number, stride: number, before: number): number {
  const padding = textAttribute(given.node, 'padding');
  if (padding === 'SAME') return Math.ceil(side / stride);
  const around = padding === 'EXPLICIT' ? before : 0;
  return Math.max(0, Math.floor((side + around - window) / stride) + 1);
}

/** What is put around height and width with explicit padding, px. */
function explicitPadding({ node }: Given): readonly [number, number] {
  const [, , top = 0, bottom = 0, left = 0, right = 0] = wholesAttribute(node, 'explicit_paddings');
  return [top + bottom, left + right];
}

function slide(given: Given, [y, x]: readonly [number, number]): [number, number, number] {
  expectChannelsLast(given);
  const [count, height, width] = shapeAt(given, 0, 4) as [number, number, number];
  const [down, across] = pairOf(given, 'strides');
  const [aroundY, aroundX] = explicitPadding(given);
  return [count, slid(given, height, y, down, aroundY), slid(given, width, x, across, aroundX)];
}

function dilated(given: Given, height: number, width: number): readonly [number, number] {
  const [down, across] = pairOf(given, 'dilations');
  return [(height - 1) * down + 1, (width - 1) * across + 1];
}

const convolution: Operation = (given) => {
  const [height, width, depth, filters] = shapeAt(given, 1, 4) as [number, number, number, number];
  if (shapeAt(given, 0, 4)[3] !== depth) {
    unfit(given, `is given [${given.shapes[0]}], and its kernel is [${given.shapes[1]}]`);
  }
  const made = [...slide(given, dilated(given, height, width)), filters];
  return one(made, height * width * depth);
};

const depthwise: Operation = (given) => {
  const [height, width, depth, factor] = shapeAt(given, 1, 4) as [number, number, number, number];
  if (shapeAt(given, 0, 4)[3] !== depth) {
    unfit(given, `is given [${given.shapes[0]}], and its kernel is [${given.shapes[1]}]`);
  }
  const made = [...slide(given, dilated(given, height, width)), depth * factor];
  return one(made, height * width);
};

/** A transposed convolution: sizes of its answer, kernel, what it is given. */
const transposed: Operation = (given) => {
  expectChannelsLast(given);
  const [height, width, filters, depth] = shapeAt(given, 1, 4) as [number, number, number, number];
  const small = shapeAt(given, 2, 4);
  const made = [...integersAt(given, 0)];
  if (made.length !== 4 || made[3] !== filters || small[3] !== depth) {
    unfit(given, `would make [${made}] of [${small}] with the kernel [${given.shapes[1]}]`);
  }
  const cost = Math.max(sizeOf(small) * filters, sizeOf(made) * depth) * height * width;
  return { shapes: [made], cost };
};

const pool: Operation = (given) => {
  const window = pairOf(given, 'ksize');
  const depth = shapeAt(given, 0, 4)[3]!;
  return one([...slide(given, window), depth], window[0] * window[1]);
};

const same: Operation = (given) => one(shapeAt(given, 0), 4);

/** Shapes that stretch to each other, as in NumPy. */
const together: Operation = (given) => {
  shapeAt(given, 0);
  const { shapes } = given;
  const dimensions = Math.max(...shapes.map(({ length }) => length));
  const made = Array.from({ length: dimensions }, (_, i) => {
    const lengths = shapes.map((shape) => shape[shape.length - dimensions + i] ?? 1);
    const longest = lengths.find((length) => length !== 1) ?? 1;
    if (lengths.some((length) => length !== 1 && length !== longest)) {
      unfit(given, `is given ${shapes.map((shape) => `[${shape}]`).join(' and ')}`);
    }
    return longest;
  });
  return one(made, 2);
};

const reduce: Operation = (given) => {
  const shape = shapeAt(given, 0);
  const axes = given.shapes.length > 1 ? integersAt(given, 1) : shape.map((_, i) => i);
  const gone = new Set(axes.map((axis) => axisOf(given, axis, shape.length)));
  const keeps = flagAttribute(given.node, 'keep_dims') || flagAttribute(given.node, 'keepdims');
  const made = keeps
    ? shape.map((length, i) => (gone.has(i) ? 1 : length))
    : shape.filter((_, i) => !gone.has(i));
  return { shapes: [made], cost: sizeOf(shape) };
};

const pad: Operation = (given) => {
  const shape = shapeAt(given, 0);
  const amounts = integersAt(given, 1);
  if (amounts.length !== 2 * shape.length || amounts.some((amount) => amount < 0)) {
    unfit(given, `cannot put [${amounts}] around [${shape}]`);
  }
  return one(shape.map((length, i) => length + amounts[2 * i]! + amounts[2 * i + 1]!));
};

const resize: Operation = (given) => {
  const [count, , , depth] = shapeAt(given, 0, 4) as [number, number, number, number];
  const [height = -1, width = -1] = integersAt(given, 1);
  return one([count, height, width, depth], 8);
};

function concatenate(given: Given, parts: readonly Shape[], axis: number | undefined): Made {
  const first = parts[0] ?? unfit(given, 'is given nothing');
  const along = axisOf(given, axis, first.length);
  const fits = (shape: Shape) =>
    shape.length === first.length && shape.every((n, i) => i === along || n === first[i]);
  if (!parts.every(fits)) unfit(given, 'is given what does not fit together');
  const length = parts.reduce((sum, shape) => sum + shape[along]!, 0);
  return one(first.map((n, i) => (i === along ? length : n)));
}

const reshape: Operation = (given) => {
  const shape = shapeAt(given, 0);
  const made = [...integersAt(given, 1)];
  const open = made.indexOf(-1);
  if (open >= 0) made[open] = sizeOf(shape) / sizeOf(made.filter((_, i) => i !== open));
  if (sizeOf(made) !== sizeOf(shape)) unfit(given, `cannot make [${made}] of [${shape}]`);
  return one(made, 0);
};

const squeeze: Operation = (given) => {
  const shape = shapeAt(given, 0);
  const asked = wholesAttribute(given.node, 'squeeze_dims');
  const axes = (asked.length > 0 ? asked : wholesAttribute(given.node, 'axis')).map((axis) =>
    axisOf(given, axis, shape.length),
  );
  const goes = (length: number, i: number) =>
    length === 1 && (axes.length === 0 || axes.includes(i));
  return one(
    shape.filter((length, i) => !goes(length, i)),
    0,
  );
};

const expand: Operation = (given) => {
  const shape = [...shapeAt(given, 0)];
  shape.splice(axisOf(given, integersAt(given, 1)[0], shape.length + 1), 0, 1);
  return one(shape, 0);
};

const transpose: Operation = (given) => {
  const shape = shapeAt(given, 0);
  const order = integersAt(given, 1).map((axis) => axisOf(given, axis, shape.length));
  if (new Set(order).size !== shape.length) unfit(given, `cannot turn [${shape}] by [${order}]`);
  return one(
    order.map((axis) => shape[axis]!),
    2,
  );
};

const multiply: Operation = (given) => {
  const [a, b] = [shapeAt(given, 0), shapeAt(given, 1)];
  if (a.length < 2 || b.length < 2) unfit(given, `is given [${a}] and [${b}]`);
  const { node } = given;
  const turns = (first: string, second: string) =>
    flagAttribute(node, first) || flagAttribute(node, second);
  const [rows, inner] = turns('transpose_a', 'adj_x')
    ? [a.at(-1)!, a.at(-2)!]
    : [a.at(-2)!, a.at(-1)!];
  const [other, columns] = turns('transpose_b', 'adj_y')
    ? [b.at(-1)!, b.at(-2)!]
    : [b.at(-2)!, b.at(-1)!];
  if (inner !== other) unfit(given, `is given [${a}] and [${b}]`);
  const many = together({ ...given, shapes: [a.slice(0, -2), b.slice(0, -2)] }).shapes[0]!;
  return one([...many, rows, columns], inner);
};

const slice: Operation = (given) => {
  const shape = shapeAt(given, 0);
  const [begin, size] = [integersAt(given, 1), integersAt(given, 2)];
  const made = shape.map((length, i) => {
    const from = begin[i] ?? -1;
    const count = size[i] === -1 ? length - from : (size[i] ?? -1);
    if (from < 0 || count < 0 || from + count > length) {
      unfit(given, `cannot cut [${size}] at [${begin}] out of [${shape}]`);
    }
    return count;
  });
  return one(made);
};

const stridedSlice: Operation = (given) => {
  const shape = shapeAt(given, 0);
  const [begin, end, strides] = [1, 2, 3].map((input) => integersAt(given, input)) as [
    readonly number[],
    readonly number[],
    readonly number[],
  ];
  const mask = (name: string) => wholeAttribute(given.node, name, 0);
  if (mask('ellipsis_mask') || mask('new_axis_mask'))
    unfit(given, 'cuts in a way Vanish does not take');
  const has = (name: string, i: number) => Boolean(mask(name) & (1 << i));
  const made = shape.flatMap((length, i) => {
    const step = strides[i] ?? 1;
    if (step === 0) unfit(given, 'goes on by 0');
    if (i < begin.length && has('shrink_axis_mask', i)) return [];
    const [first, last] = step > 0 ? [0, length] : [length - 1, -1];
    const bound = (value: number | undefined, open: boolean, usual: number) => {
      if (value === undefined || open) return usual;
      const positive = value < 0 ? value + length : value;
      return Math.min(Math.max(positive, step > 0 ? 0 : -1), step > 0 ? length : length - 1);
    };
    const from = bound(begin[i], has('begin_mask', i), first);
    const to = bound(end[i], has('end_mask', i), last);
    return [Math.max(0, Math.ceil((to - from) / step))];
  });
  return one(made);
};

/** @param axisInput @param valueInput which inputs they are */
const split: Operation = (given) => {
  const isVaried = given.node.op === 'SplitV';
  const shape = shapeAt(given, isVaried ? 0 : 1);
  const axis = axisOf(given, integersAt(given, isVaried ? 2 : 0)[0], shape.length);
  const length = shape[axis]!;
  const count = isVaried ? 0 : wholeAttribute(given.node, 'num_split');
  if (!isVaried && (count < 1 || count > length || length % count !== 0)) {
    unfit(given, `cannot cut ${length} into ${count}`);
  }
  const lengths = isVaried ? integersAt(given, 1) : Array<number>(count).fill(length / count);
  if (lengths.reduce((sum, part) => sum + part, 0) !== length) {
    unfit(given, `cannot cut ${length} into [${lengths}]`);
  }
  const shapes = lengths.map((part) => shape.map((n, i) => (i === axis ? part : n)));
  return { shapes, cost: sizeOf(shape) };
};

const tile: Operation = (given) => {
  const shape = shapeAt(given, 0);
  const times = integersAt(given, 1);
  if (times.length !== shape.length) unfit(given, `cannot repeat [${shape}] [${times}] times`);
  return one(shape.map((length, i) => length * times[i]!));
};

const fill: Operation = (given) => one([...integersAt(given, 0)]);

const broadcast: Operation = (given) => {
  const wanted = integersAt(given, 1);
  return together({ ...given, shapes: [shapeAt(given, 0), wanted] });
};

const depthToSpace: Operation = (given) => {
  expectChannelsLast(given);
  const [count, height, width, depth] = shapeAt(given, 0, 4) as [number, number, number, number];
  const block = wholeAttribute(given.node, 'block_size');
  if (block < 1) unfit(given, 'has a block below 1');
  return one([count, height * block, width * block, depth / (block * block)]);
};

const normalise: Operation = (given) => {
  expectChannelsLast(given);
  const depth = shapeAt(given, 0, 4)[3]!;
  for (let input = 1; input < 5; input++) {
    if (sizeOf(shapeAt(given, input)) !== depth) unfit(given, 'has other channels than its input');
  }
  return one(shapeAt(given, 0), 4);
};

const pack: Operation = (given) => {
  const shape = [...shapeAt(given, 0)];
  const axis = axisOf(given, wholeAttribute(given.node, 'axis', 0), shape.length + 1);
  const parts = given.shapes.map((part) => [...part.slice(0, axis), 1, ...part.slice(axis)]);
  return concatenate(given, parts, axis);
};

function named(operation: Operation, names: string): Record<string, Operation> {
  return Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, operation]),
  );
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  ...named(
    same,
    `Abs Acos Acosh Asin Asinh Atan Atanh Cast Ceil ClipByValue Cos Cosh Elu Erf Exp Expm1 Floor
    Identity IsFinite IsInf IsNan LeakyRelu Log Log1p LogSoftmax LogicalNot Neg OnesLike Reciprocal
    Relu Relu6 Round Rsqrt Selu Sigmoid Sign Sin Sinh Snapshot Softmax Softplus Sqrt Square
    StopGradient Tan Tanh ZerosLike`,
  ),
  ...named(
    together,
    `Add AddN AddV2 Atan2 BiasAdd Div DivNoNan Equal FloorDiv FloorMod Greater GreaterEqual Less
    LessEqual LogicalAnd LogicalOr Maximum Minimum Mod Mul NotEqual Pow Prelu RealDiv Select SelectV2
    SquaredDifference Sub`,
  ),
  ...named(reduce, 'All Any Max Mean Min Prod Sum'),
  ...named(convolution, 'Conv2D _FusedConv2D'),
  ...named(depthwise, 'DepthwiseConv2d DepthwiseConv2dNative FusedDepthwiseConv2dNative'),
  ...named(multiply, 'MatMul _FusedMatMul BatchMatMul BatchMatMulV2'),
  ...named(normalise, 'FusedBatchNorm FusedBatchNormV2 FusedBatchNormV3'),
  ...named(pad, 'MirrorPad Pad PadV2'),
  ...named(pool, 'AvgPool MaxPool'),
  ...named(resize, 'ResizeBilinear ResizeNearestNeighbor'),
  ...named(split, 'Split SplitV'),
  BroadcastTo: broadcast,
  ConcatV2: (given) =>
    concatenate(given, given.shapes.slice(0, -1), integersAt(given, given.shapes.length - 1)[0]),
  Conv2DBackpropInput: transposed,
  DepthToSpace: depthToSpace,
  ExpandDims: expand,
  Fill: fill,
  Pack: pack,
  Reshape: reshape,
  Slice: slice,
  Squeeze: squeeze,
  StridedSlice: stridedSlice,
  Tile: tile,
  Transpose: transpose,
};
