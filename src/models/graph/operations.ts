// Maps the input shapes of each operation to its output shapes and costs. An operation that is not listed here is
// refused, since nobody could tell in advance how much it needs.
import { quoted } from '../quoted.ts';
import { MOST_DIMENSIONS } from './limits.ts';
import { multiply, reduce, same, together } from './operations/arithmetic.ts';
import {
  integersAt,
  type Given,
  type Made,
  type Operation,
  unfit,
} from './operations/operation.ts';
import {
  broadcast,
  concatenate,
  expand,
  fill,
  pack,
  pad,
  reshape,
  slice,
  split,
  squeeze,
  stridedSlice,
  tile,
  transpose,
} from './operations/rearranging.ts';
import {
  convolution,
  depthToSpace,
  depthwise,
  normalise,
  pool,
  resize,
  transposed,
} from './operations/windows.ts';
import { refuse } from './read-graph.ts';

/** @throws GraphError if the operation is unknown or does not fit its inputs */
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
