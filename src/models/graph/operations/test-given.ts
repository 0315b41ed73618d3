// Builds the input of an operation, for tests.
import type { Shape } from '../read-graph.ts';
import type { Given } from './operation.ts';

interface Asked {
  op?: string;
  /** Constant integers by input index. */
  integers?: Record<number, readonly number[]>;
  /** As in model.json, but strings already decoded. */
  attributes?: Record<string, unknown>;
}

export function given(shapes: readonly Shape[], { op = 'Some', integers, attributes }: Asked = {}) {
  const all = Object.entries(attributes ?? {}).map(([name, value]) => [name, attribute(value)]);
  const node = { name: 'node', op, inputs: [], attributes: Object.fromEntries(all) };
  return { node, shapes, integers: (input) => integers?.[input] } satisfies Given as Given;
}

function attribute(value: unknown): object {
  if (typeof value === 'string') return { s: btoa(value) };
  if (typeof value === 'boolean') return { b: value };
  return Array.isArray(value) ? { list: { i: value.map(String) } } : { i: String(value) };
}
