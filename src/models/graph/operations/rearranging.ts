// Operations that move numbers without changing them: slice, concatenate, transpose, tile, pad.
import { wholeAttribute, wholesAttribute } from '../attributes.ts';
import { sizeOf, type Shape } from '../read-graph.ts';
import { together } from './arithmetic.ts';
import {
  axisOf,
  integersAt,
  one,
  shapeAt,
  type Given,
  type Made,
  type Operation,
  unfit,
} from './operation.ts';

export const pad: Operation = (given) => {
  const shape = shapeAt(given, 0);
  const amounts = integersAt(given, 1);
  if (amounts.length !== 2 * shape.length || amounts.some((amount) => amount < 0)) {
    unfit(given, `cannot put [${amounts}] around [${shape}]`);
  }
  return one(shape.map((length, i) => length + amounts[2 * i]! + amounts[2 * i + 1]!));
};

export function concatenate(given: Given, parts: readonly Shape[], axis: number | undefined): Made {
  const first = parts[0] ?? unfit(given, 'is given nothing');
  const along = axisOf(given, axis, first.length);
  const fits = (shape: Shape) =>
    shape.length === first.length && shape.every((n, i) => i === along || n === first[i]);
  if (!parts.every(fits)) unfit(given, 'is given what does not fit together');
  const length = parts.reduce((sum, shape) => sum + shape[along]!, 0);
  return one(first.map((n, i) => (i === along ? length : n)));
}

export const reshape: Operation = (given) => {
  const shape = shapeAt(given, 0);
  const made = [...integersAt(given, 1)];
  const open = made.indexOf(-1);
  if (open >= 0) made[open] = sizeOf(shape) / sizeOf(made.filter((_, i) => i !== open));
  if (sizeOf(made) !== sizeOf(shape)) unfit(given, `cannot make [${made}] of [${shape}]`);
  return one(made, 0);
};

export const squeeze: Operation = (given) => {
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

export const expand: Operation = (given) => {
  const shape = [...shapeAt(given, 0)];
  shape.splice(axisOf(given, integersAt(given, 1)[0], shape.length + 1), 0, 1);
  return one(shape, 0);
};

export const transpose: Operation = (given) => {
  const shape = shapeAt(given, 0);
  const order = integersAt(given, 1).map((axis) => axisOf(given, axis, shape.length));
  if (new Set(order).size !== shape.length) unfit(given, `cannot turn [${shape}] by [${order}]`);
  return one(
    order.map((axis) => shape[axis]!),
    2,
  );
};

export const slice: Operation = (given) => {
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

export const stridedSlice: Operation = (given) => {
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

export const split: Operation = (given) => {
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

export const tile: Operation = (given) => {
  const shape = shapeAt(given, 0);
  const times = integersAt(given, 1);
  if (times.length !== shape.length) unfit(given, `cannot repeat [${shape}] [${times}] times`);
  return one(shape.map((length, i) => length * times[i]!));
};

export const fill: Operation = (given) => one([...integersAt(given, 0)]);

export const broadcast: Operation = (given) => {
  const wanted = integersAt(given, 1);
  return together({ ...given, shapes: [shapeAt(given, 0), wanted] });
};

export const pack: Operation = (given) => {
  const shape = [...shapeAt(given, 0)];
  const axis = axisOf(given, wholeAttribute(given.node, 'axis', 0), shape.length + 1);
  const parts = given.shapes.map((part) => [...part.slice(0, axis), 1, ...part.slice(axis)]);
  return concatenate(given, parts, axis);
};
