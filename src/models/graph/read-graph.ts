// Reads model.json before tfjs does. Checks its nodes and weights against each other and against the weights' bytes.
import { CardError } from '../card.ts';
import { quoted } from '../quoted.ts';
import { MOST_DIMENSIONS, MOST_NODES, MOST_WEIGHTS } from './limits.ts';

/** Dimensions, outermost first. */
export type Shape = readonly number[];

export interface GraphNode {
  name: string;
  op: string;
  /** Its inputs in order: a node, and the index of that node's output. */
  inputs: readonly { node: string; output: number }[];
  attributes: Record<string, unknown>;
}

export interface Weight {
  shape: Shape;
  /** For integers that give sizes; undefined for other types or long lists. */
  integers: readonly number[] | undefined;
}

export interface Graph {
  nodes: ReadonlyMap<string, GraphNode>;
  weights: ReadonlyMap<string, Weight>;
  /** The node whose output is the network's. */
  output: { node: string; output: number };
}

/** Stops the check. Its message continues a sentence that begins with the variant's name. */
export class GraphError extends CardError {}

export function refuse(why: string): never {
  throw new GraphError(why);
}

type Fields = Record<string, unknown>;

/** @param name what to call the value in a sentence */
export function fieldsOf(value: unknown, name: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  return refuse(`${name} is not an object`);
}

function listOf(value: unknown, name: string): unknown[] {
  return Array.isArray(value) ? value : refuse(`${name} is not a list`);
}

function textOf(value: unknown, name: string): string {
  return typeof value === 'string' && value ? value : refuse(`${name} is not text`);
}

/**
 * @param text of model.json
 * @param files by path, for the weights
 * @throws GraphError
 */
export function readGraph(text: string, files: ReadonlyMap<string, ArrayBuffer>): Graph {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refuse('its model.json is not JSON');
  }
  const model = fieldsOf(json, 'its model.json');
  const topology = fieldsOf(model.modelTopology, 'its "modelTopology"');
  const list = listOf(topology.node, 'its list of nodes');
  if (list.length > MOST_NODES) {
    refuse(`it has ${list.length} nodes, and at most ${MOST_NODES} are allowed`);
  }
  const nodes = new Map<string, GraphNode>();
  for (const entry of list) {
    const node = readNode(entry);
    if (nodes.has(node.name)) refuse(`two of its nodes are named ${quoted(node.name)}`);
    nodes.set(node.name, node);
  }
  const weights = readWeights(model.weightsManifest, files);
  return { nodes, weights, output: outputOf(model.signature, nodes) };
}

function readNode(entry: unknown): GraphNode {
  const { name, op, input = [], attr = {} } = fieldsOf(entry, 'one of its nodes');
  const own = textOf(name, 'the name of one of its nodes');
  const inputs = listOf(input, `the input of ${quoted(own)}`)
    .map((from) => textOf(from, `an input of ${quoted(own)}`))
    .filter((from) => !from.startsWith('^')) // only an order of execution
    .map(readReference);
  const attributes = fieldsOf(attr, `"attr" of ${quoted(own)}`);
  return { name: own, op: textOf(op, `"op" of ${quoted(own)}`), inputs, attributes };
}

/** "name" or "name:1" */
function readReference(text: string): { node: string; output: number } {
  const [node = '', output = '0', ...more] = text.split(':');
  const index = Number(output);
  if (!node || more.length > 0 || !Number.isSafeInteger(index) || index < 0) {
    refuse(`it refers to ${quoted(text)}, which is not the name of a node`);
  }
  return { node, output: index };
}

/** From the signature, or the only node without consumers, as in tfjs. */
function outputOf(signature: unknown, nodes: ReadonlyMap<string, GraphNode>): Graph['output'] {
  const { outputs } = signature === undefined ? {} : fieldsOf(signature, 'its "signature"');
  if (outputs !== undefined) {
    const all = Object.values(fieldsOf(outputs, 'its "outputs"'));
    if (all.length !== 1) refuse(`it has ${all.length} outputs instead of one`);
    const { name } = fieldsOf(all[0], 'its output');
    const output = readReference(textOf(name, 'the name of its output'));
    if (!nodes.has(output.node)) refuse(`its output ${quoted(output.node)} is not among its nodes`);
    return output;
  }
  const asked = new Set([...nodes.values()].flatMap(({ inputs }) => inputs.map((i) => i.node)));
  const last = [...nodes.keys()].filter((name) => !asked.has(name));
  if (last.length !== 1) refuse(`it has ${last.length} outputs instead of one`);
  return { node: last[0]!, output: 0 };
}

const BYTES_OF: Readonly<Record<string, number>> = {
  float32: 4,
  int32: 4,
  bool: 1,
  float16: 2,
  uint16: 2,
  uint8: 1,
};
/** Lists of sizes are no longer than this. */
const MOST_INTEGERS = 64;

function readWeights(
  manifest: unknown,
  files: ReadonlyMap<string, ArrayBuffer>,
): Map<string, Weight> {
  const weights = new Map<string, Weight>();
  let total = 0;
  for (const entry of listOf(manifest, 'its "weightsManifest"')) {
    const group = fieldsOf(entry, 'a group of its weights');
    const shards = listOf(group.paths, '"paths" of its weights').map((path) => {
      const shard = files.get(textOf(path, 'a path of its weights'));
      return shard ?? refuse(`it needs ${quoted(path)}, which its card does not list`);
    });
    const given = shards.reduce((sum, { byteLength }) => sum + byteLength, 0);
    let at = 0;
    for (const described of listOf(group.weights, 'a list of its weights')) {
      const { name, dtype, stored, shape } = readWeight(described);
      if (weights.has(name)) refuse(`two of its weights are named ${quoted(name)}`);
      const count = sizeOf(shape);
      total += count;
      if (total > MOST_WEIGHTS) refuse(`it has more than ${MOST_WEIGHTS / 1e6} million weights`);
      const begin = at;
      at += count * BYTES_OF[stored]!;
      if (at > given) refuse(`its weights need more bytes than the ${given} that there are`);
      const saysSizes = dtype === 'int32' && stored === 'int32' && count <= MOST_INTEGERS;
      weights.set(name, {
        shape,
        integers: saysSizes ? integersAt(shards, begin, count) : undefined,
      });
    }
    if (at !== given) refuse(`its weights take ${at} bytes, but there are ${given}`);
  }
  return weights;
}

function readWeight(entry: unknown) {
  const weight = fieldsOf(entry, 'one of its weights');
  const name = textOf(weight.name, 'the name of one of its weights');
  const dtype = textOf(weight.dtype, `the type of ${quoted(name)}`);
  if (!['float32', 'int32', 'bool'].includes(dtype)) {
    refuse(`${quoted(name)} has the type ${quoted(dtype)}, which Vanish does not take`);
  }
  let stored = dtype;
  if (weight.quantization !== undefined) {
    const quantization = fieldsOf(weight.quantization, `the quantization of ${quoted(name)}`);
    stored = textOf(quantization.dtype, `the stored type of ${quoted(name)}`);
    if (!['float16', 'uint16', 'uint8'].includes(stored)) {
      refuse(`${quoted(name)} is stored as ${quoted(stored)}, which Vanish does not take`);
    }
    const numbers = [quantization.scale, quantization.min];
    if (stored !== 'float16' && !numbers.every(Number.isFinite)) {
      refuse(`${quoted(name)} is stored in few bits without "scale" and "min"`);
    }
  }
  const shape = shapeOf(weight.shape, `the shape of ${quoted(name)}`);
  return { name, dtype, stored, shape };
}

/** @throws GraphError if it is not a shape, or has too many dimensions */
export function shapeOf(value: unknown, name: string): number[] {
  const shape = listOf(value, name);
  if (shape.length > MOST_DIMENSIONS) refuse(`${name} has ${shape.length} dimensions`);
  return shape.map((length) =>
    Number.isSafeInteger(length) && (length as number) >= 0
      ? (length as number)
      : refuse(`${name} has the length ${quoted(length)}`),
  );
}

/** How many numbers a tensor has. May exceed the range of exact integers. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** @param shards consecutive pieces of the weights */
function integersAt(shards: readonly ArrayBuffer[], begin: number, count: number): number[] {
  const bytes = new Uint8Array(4 * count);
  let first = 0;
  for (const shard of shards) {
    for (let i = Math.max(0, begin - first); i < shard.byteLength; i++) {
      const at = first + i - begin;
      if (at >= bytes.length) break;
      bytes[at] = new Uint8Array(shard, i, 1)[0]!;
    }
    first += shard.byteLength;
  }
  const view = new DataView(bytes.buffer);
  return Array.from({ length: count }, (_, i) => view.getInt32(4 * i, true));
}
