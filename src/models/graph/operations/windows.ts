// Operations on pictures, [count, height, width, channels]: sliding windows and resizing.
import { textAttribute, wholeAttribute, wholesAttribute } from '../attributes.ts';
import { sizeOf } from '../read-graph.ts';
import {
  expectChannelsLast,
  integersAt,
  one,
  shapeAt,
  type Given,
  type Operation,
  unfit,
} from './operation.ts';

/** The second and third value of an attribute for pictures, [1, y, x, 1]; 1 and 1 if it is absent. */
function pairOf(given: Given, attribute: string): readonly [number, number] {
  const list = wholesAttribute(given.node, attribute);
  const [, y = 1, x = 1] = list;
  if (y < 1 || x < 1) unfit(given, `has "${attribute}" below 1`);
  return [y, x];
}

/** The length of a side after a sliding window. */
function slid(given: Given, side: number, window: number, stride: number, before: number): number {
  const padding = textAttribute(given.node, 'padding');
  if (padding === 'SAME') return Math.ceil(side / stride);
  const around = padding === 'EXPLICIT' ? before : 0;
  return Math.max(0, Math.floor((side + around - window) / stride) + 1);
}

/** Explicit padding around height and width, px. */
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

export const convolution: Operation = (given) => {
  const [height, width, depth, filters] = shapeAt(given, 1, 4) as [number, number, number, number];
  if (shapeAt(given, 0, 4)[3] !== depth) {
    unfit(given, `is given [${given.shapes[0]}], and its kernel is [${given.shapes[1]}]`);
  }
  const made = [...slide(given, dilated(given, height, width)), filters];
  return one(made, height * width * depth);
};

export const depthwise: Operation = (given) => {
  const [height, width, depth, factor] = shapeAt(given, 1, 4) as [number, number, number, number];
  if (shapeAt(given, 0, 4)[3] !== depth) {
    unfit(given, `is given [${given.shapes[0]}], and its kernel is [${given.shapes[1]}]`);
  }
  const made = [...slide(given, dilated(given, height, width)), depth * factor];
  return one(made, height * width);
};

/** A transposed convolution. Its inputs: output size, kernel, picture. */
export const transposed: Operation = (given) => {
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

export const pool: Operation = (given) => {
  const window = pairOf(given, 'ksize');
  const depth = shapeAt(given, 0, 4)[3]!;
  return one([...slide(given, window), depth], window[0] * window[1]);
};

export const resize: Operation = (given) => {
  const [count, , , depth] = shapeAt(given, 0, 4) as [number, number, number, number];
  const [height = -1, width = -1] = integersAt(given, 1);
  return one([count, height, width, depth], 8);
};

export const depthToSpace: Operation = (given) => {
  expectChannelsLast(given);
  const [count, height, width, depth] = shapeAt(given, 0, 4) as [number, number, number, number];
  const block = wholeAttribute(given.node, 'block_size');
  if (block < 1) unfit(given, 'has a block below 1');
  return one([count, height * block, width * block, depth / (block * block)]);
};

export const normalise: Operation = (given) => {
  expectChannelsLast(given);
  const depth = shapeAt(given, 0, 4)[3]!;
  for (let input = 1; input < 5; input++) {
    if (sizeOf(shapeAt(given, input)) !== depth) unfit(given, 'has other channels than its input');
  }
  return one(shapeAt(given, 0), 4);
};
