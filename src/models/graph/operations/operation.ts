// The type of an operation: shapes in, shapes and costs out. Also what most operations need to ask of their node.
import { quoted } from '../../quoted.ts';
import { textAttribute } from '../attributes.ts';
import { refuse, sizeOf, type GraphNode, type Shape } from '../read-graph.ts';

export interface Given {
  node: GraphNode;
  shapes: readonly Shape[];
  /** The integers that an input holds; undefined if it is not a constant. */
  integers(input: number): readonly number[] | undefined;
}

export interface Made {
  shapes: Shape[];
  /** Multiplications and additions, or operations that take as long. */
  cost: number;
}

export type Operation = (given: Given) => Made;

export function unfit({ node }: Given, why: string): never {
  return refuse(`${quoted(node.name)} (${node.op}) ${why}`);
}

export function shapeAt(given: Given, input: number, dimensions?: number): Shape {
  const shape = given.shapes[input];
  if (!shape) return unfit(given, `has ${given.shapes.length} inputs, which are too few`);
  if (dimensions !== undefined && shape.length !== dimensions) {
    unfit(given, `is given [${shape}], and takes ${dimensions} dimensions`);
  }
  return shape;
}

export function integersAt(given: Given, input: number): readonly number[] {
  shapeAt(given, input);
  return given.integers(input) ?? unfit(given, 'has a size that cannot be known in advance');
}

export function axisOf(given: Given, axis: number | undefined, dimensions: number): number {
  const positive = axis !== undefined && axis < 0 ? axis + dimensions : axis;
  return positive !== undefined && positive >= 0 && positive < dimensions
    ? positive
    : unfit(given, `has no dimension ${axis}`);
}

export const one = (shape: Shape, costPerNumber = 1): Made => ({
  shapes: [shape],
  cost: costPerNumber * sizeOf(shape),
});

export function expectChannelsLast(given: Given): void {
  const format = textAttribute(given.node, 'data_format');
  if (format && format !== 'NHWC') unfit(given, `has its channels elsewhere than last`);
}
