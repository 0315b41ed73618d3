// Writes .onnx files: the parts of onnx.proto that a test's network needs.
import { PbfWriter } from 'pbf';

type Lengths = readonly (number | string)[];

export interface OnnxPort {
  name: string;
  /** Default: float32. */
  type?: 'float32' | 'float16' | 'uint8';
  /** A string is a length that is left open. */
  shape: Lengths;
}

interface OnnxNode {
  op: string;
  domain: string;
  inputs: readonly string[];
  output: string;
  attributes: Attributes;
}

/** Integers and lists of them are ints, `{ float }` is a float. */
type Attributes = Readonly<Record<string, number | readonly number[] | string | { float: number }>>;

const TYPES = { float32: 1, uint8: 2, int64: 7, float16: 10 } as const;

interface Weight {
  name: string;
  dims: readonly number[];
  type: 'float32' | 'int64';
  values: readonly number[];
}

export interface OnnxBuilder {
  /** Adds a node. @returns the name of its output */
  add(op: string, inputs: readonly string[], attributes?: Attributes, domain?: string): string;
  weight(values: readonly number[], dims: readonly number[], type?: Weight['type']): string;
  /** Random weights around 0, the same every time. */
  random(dims: readonly number[], scale: number): string;
  /** @param given the names of the outputs, and the node of each */
  write(inputs: readonly OnnxPort[], given: readonly (OnnxPort & { of: string })[]): Buffer;
}

export function buildOnnx(opset = 17): OnnxBuilder {
  const nodes: OnnxNode[] = [];
  const weights: Weight[] = [];
  let state = 7;
  const chance = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  function add(op: string, inputs: readonly string[], attributes: Attributes = {}, domain = '') {
    const output = `${op}_${nodes.length}`;
    nodes.push({ op, domain, inputs, output, attributes });
    return output;
  }
  function weight(
    values: readonly number[],
    dims: readonly number[],
    type: Weight['type'] = 'float32',
  ) {
    const name = `weight_${weights.length}`;
    weights.push({ name, dims, type, values });
    return name;
  }
  return {
    add,
    weight,
    random(dims, scale) {
      const length = dims.reduce((product, side) => product * side, 1);
      return weight(
        Array.from({ length }, () => scale * chance()),
        dims,
      );
    },
    write(inputs, given) {
      for (const { name, of } of given) {
        nodes.push({ op: 'Identity', domain: '', inputs: [of], output: name, attributes: {} });
      }
      const model = new PbfWriter();
      model.writeVarintField(1, 8); // ir_version
      model.writeMessage(
        7,
        (_, pbf) => {
          for (const node of nodes) pbf.writeMessage(1, writeNode, node);
          pbf.writeStringField(2, 'made');
          for (const one of weights) pbf.writeMessage(5, writeWeight, one);
          for (const port of inputs) pbf.writeMessage(11, writePort, port);
          for (const port of given) pbf.writeMessage(12, writePort, port);
        },
        undefined,
      );
      const domains = new Set(['', ...nodes.map(({ domain }) => domain)]);
      for (const domain of domains) {
        model.writeMessage(
          8,
          (_, pbf) => {
            pbf.writeStringField(1, domain);
            pbf.writeVarintField(2, domain ? 1 : opset);
          },
          undefined,
        );
      }
      return Buffer.from(model.finish());
    },
  };
}

function writeNode({ op, domain, inputs, output, attributes }: OnnxNode, pbf: PbfWriter): void {
  for (const input of inputs) pbf.writeStringField(1, input);
  pbf.writeStringField(2, output);
  pbf.writeStringField(3, output);
  pbf.writeStringField(4, op);
  for (const attribute of Object.entries(attributes))
    pbf.writeMessage(5, writeAttribute, attribute);
  if (domain) pbf.writeStringField(7, domain);
}

function writeAttribute([name, value]: [string, Attributes[string]], pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  if (typeof value === 'number') {
    pbf.writeVarintField(3, value);
    pbf.writeVarintField(20, 2);
  } else if (typeof value === 'string') {
    pbf.writeBytesField(4, Buffer.from(value));
    pbf.writeVarintField(20, 3);
  } else if ('float' in value) {
    pbf.writeFloatField(2, value.float);
    pbf.writeVarintField(20, 1);
  } else {
    for (const one of value) pbf.writeVarintField(8, one);
    pbf.writeVarintField(20, 7);
  }
}

function writeWeight({ name, dims, type, values }: Weight, pbf: PbfWriter): void {
  for (const length of dims) pbf.writeVarintField(1, length);
  pbf.writeVarintField(2, TYPES[type]);
  pbf.writeStringField(8, name);
  const raw =
    type === 'float32' ? Float32Array.from(values) : BigInt64Array.from(values.map(BigInt));
  pbf.writeBytesField(9, new Uint8Array(raw.buffer));
}

function writePort({ name, type = 'float32', shape }: OnnxPort, pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  const writeLength = (length: number | string, dim: PbfWriter) => {
    if (typeof length === 'number') dim.writeVarintField(1, length);
    else dim.writeStringField(2, length);
  };
  const writeShape = (_: undefined, lengths: PbfWriter) => {
    for (const length of shape) lengths.writeMessage(1, writeLength, length);
  };
  const writeTensor = (_: undefined, tensor: PbfWriter) => {
    tensor.writeVarintField(1, TYPES[type]);
    tensor.writeMessage(2, writeShape, undefined);
  };
  pbf.writeMessage(2, (_, kind) => kind.writeMessage(1, writeTensor, undefined), undefined);
}
