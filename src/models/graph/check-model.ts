// Works out what a variant will need before any of it is loaded or run, and refuses one that needs too much. The shapes
// of all its tensors follow from its nodes, their constants and the card's sizes.
import { quoted } from '../quoted.ts';
import { CardError, inputDepth, outputDepth, type Card } from '../card.ts';
import type { Loaded } from '../network.ts';
import { MOST_ACTIVATION_BYTES, MOST_MODEL_BYTES, MOST_MULTIPLY_ACCUMULATES } from './limits.ts';
import { makeShapes } from './operations.ts';
import {
  fieldsOf,
  GraphError,
  readGraph,
  refuse,
  shapeOf,
  sizeOf,
  type Graph,
  type GraphNode,
  type Shape,
} from './read-graph.ts';

/** What one run needs. */
export interface ModelCost {
  multiplyAccumulates: number;
  /** Peak memory of tensors that are still needed. */
  bytes: number;
}

const MODEL = 'model.json';
const BYTES_PER_NUMBER = 4;

/** @throws CardError with a sentence if the model does not fit its card, or needs too much */
export function checkModel({ card, files }: Loaded): ModelCost {
  expectGolden(card, files);
  try {
    const bytes = files.get(MODEL) ?? new ArrayBuffer(0);
    if (bytes.byteLength > MOST_MODEL_BYTES) {
      refuse(`its ${MODEL} is larger than ${MOST_MODEL_BYTES / 1e6} MB`);
    }
    return costOf(card, readGraph(new TextDecoder().decode(bytes), files));
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    throw new CardError(`"${card.id}" cannot be used: ${error.message}.`);
  }
}

/** The golden files' sizes follow from the card. @throws CardError */
export function expectGolden(card: Card, files: ReadonlyMap<string, ArrayBuffer>): void {
  const pixels = card.input.height * card.input.width;
  const { input, output } = card.golden;
  const lengths = [
    [input, pixels * inputDepth(card)],
    [output, pixels * outputDepth(card)],
  ] as const;
  for (const [path, wanted] of lengths) {
    const given = files.get(path)?.byteLength ?? 0;
    if (given !== wanted) {
      throw new CardError(`${path} of "${card.id}" holds ${given} values instead of ${wanted}.`);
    }
  }
}

function costOf(card: Card, graph: Graph): ModelCost {
  const order = orderOf(graph);
  /** How many uses each node's outputs still have. */
  const uses = new Map<string, number>([[graph.output.node, 1]]);
  for (const { inputs } of order) {
    for (const { node } of inputs) uses.set(node, (uses.get(node) ?? 0) + 1);
  }
  const shapes = new Map<string, readonly Shape[]>();
  const cost: ModelCost = { multiplyAccumulates: 0, bytes: 0 };
  let held = 0;
  let placeholders = 0;
  for (const node of order) {
    if (node.op === 'Placeholder') placeholders++;
    const { made, multiplyAccumulates } = run(card, graph, node, shapes);
    shapes.set(node.name, made);
    cost.multiplyAccumulates += multiplyAccumulates;
    if (cost.multiplyAccumulates > MOST_MULTIPLY_ACCUMULATES) {
      const most = `${MOST_MULTIPLY_ACCUMULATES / 1e9} billion`;
      refuse(`one run takes more than the ${most} multiplications that are allowed`);
    }
    if (node.op === 'Const') continue; // counted among the weights
    held += bytesOf(made);
    cost.bytes = Math.max(cost.bytes, held);
    if (held > MOST_ACTIVATION_BYTES) {
      const most = `${MOST_ACTIVATION_BYTES / 1e6} MB that are allowed`;
      refuse(`at ${quoted(node.name)} (${node.op}) a run takes more memory than the ${most}`);
    }
    for (const { node: from } of node.inputs) {
      const left = uses.get(from)! - 1;
      uses.set(from, left);
      const isComputed = graph.nodes.get(from)?.op !== 'Const';
      if (left === 0 && isComputed) held -= bytesOf(shapes.get(from)!);
    }
  }
  if (placeholders !== 1) refuse(`it has ${placeholders} inputs instead of one`);
  const { node, output } = graph.output;
  const given = shapes.get(node)?.[output];
  const wanted = [1, card.input.height, card.input.width, outputDepth(card)];
  if (!given || String(given) !== String(wanted)) {
    refuse(`its output has the shape [${given ?? []}], but its card says [${wanted}]`);
  }
  return cost;
}

function bytesOf(shapes: readonly Shape[]): number {
  return BYTES_PER_NUMBER * shapes.reduce((sum, shape) => sum + sizeOf(shape), 0);
}

function run(
  card: Card,
  graph: Graph,
  node: GraphNode,
  shapes: ReadonlyMap<string, readonly Shape[]>,
): { made: readonly Shape[]; multiplyAccumulates: number } {
  if (node.op === 'Placeholder') {
    return { made: [inputShape(card, node)], multiplyAccumulates: 0 };
  }
  if (node.op === 'Const') {
    const weight = graph.weights.get(node.name);
    if (!weight) return refuse(`the weights of ${quoted(node.name)} are missing`);
    return { made: [weight.shape], multiplyAccumulates: 0 };
  }
  const given = node.inputs.map(({ node: from, output }) => {
    const shape = shapes.get(from)?.[output];
    return (
      shape ?? refuse(`${quoted(node.name)} asks for an output that ${quoted(from)} does not have`)
    );
  });
  const { shapes: made, cost } = makeShapes({
    node,
    shapes: given,
    integers(input) {
      const from = node.inputs[input]?.node ?? '';
      return graph.nodes.get(from)?.op === 'Const' ? graph.weights.get(from)?.integers : undefined;
    },
  });
  return { made, multiplyAccumulates: cost };
}

/** The card's shape. A length that the model leaves open (-1) fits any. */
function inputShape(card: Card, { attributes, name }: GraphNode): Shape {
  const wanted = [1, card.input.height, card.input.width, inputDepth(card)];
  const { shape } = fieldsOf(attributes.shape ?? {}, `the shape of ${quoted(name)}`);
  const { dim } = fieldsOf(shape ?? {}, `the shape of ${quoted(name)}`);
  if (dim === undefined) return wanted;
  const lengths = Array.isArray(dim)
    ? dim.map((entry) => Number(fieldsOf(entry, `a length of ${quoted(name)}`).size))
    : refuse(`the shape of ${quoted(name)} is not a list`);
  const stated = shapeOf(
    lengths.map((length) => (length === -1 ? 0 : length)),
    `the shape of ${quoted(name)}`,
  );
  const fits = stated.every((length, i) => lengths[i] === -1 || length === wanted[i]);
  if (lengths.length !== wanted.length || !fits) {
    refuse(`its input has the shape [${lengths}], but its card says [${wanted}]`);
  }
  return wanted;
}

/** Everything that the output depends on, each node after its own inputs. */
function orderOf({ nodes, output }: Graph): GraphNode[] {
  const order: GraphNode[] = [];
  const state = new Map<string, 'begun' | 'done'>();
  const stack = [output.node];
  while (stack.length > 0) {
    const name = stack.at(-1)!;
    const node = nodes.get(name);
    if (!node) return refuse(`it refers to ${quoted(name)}, which is not among its nodes`);
    const isBegun = state.has(name);
    if (state.get(name) === 'done') {
      stack.pop();
      continue;
    }
    state.set(name, 'begun');
    const open = node.inputs
      .map((input) => input.node)
      .filter((from) => state.get(from) !== 'done');
    if (open.length === 0) {
      state.set(name, 'done');
      order.push(node);
      stack.pop();
    } else if (isBegun || open.some((from) => state.get(from) === 'begun')) {
      refuse(`${quoted(name)} waits for itself`);
    } else {
      stack.push(...open);
    }
  }
  return order;
}
