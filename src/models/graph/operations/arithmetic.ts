// Operations that compute on numbers: element by element, in pairs, along dimensions or as matrices.
import { flagAttribute } from '../attributes.ts';
import { sizeOf } from '../read-graph.ts';
import { axisOf, integersAt, one, shapeAt, type Operation, unfit } from './operation.ts';

export const same: Operation = (given) => one(shapeAt(given, 0), 4);

/** Shapes broadcast together, as in NumPy. */
export const together: Operation = (given) => {
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

export const reduce: Operation = (given) => {
  const shape = shapeAt(given, 0);
  const axes = given.shapes.length > 1 ? integersAt(given, 1) : shape.map((_, i) => i);
  const gone = new Set(axes.map((axis) => axisOf(given, axis, shape.length)));
  const keeps = flagAttribute(given.node, 'keep_dims') || flagAttribute(given.node, 'keepdims');
  const made = keeps
    ? shape.map((length, i) => (gone.has(i) ? 1 : length))
    : shape.filter((_, i) => !gone.has(i));
  return { shapes: [made], cost: sizeOf(shape) };
};

export const multiply: Operation = (given) => {
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
