// Reads a .onnx file's signature without loading it: names, types and shapes of its inputs and outputs, its operations,
// and how many weights it has. It skips the weights themselves.
import { PbfReader } from 'pbf';
import { CardError } from '../card.ts';
import { MOST_NODES, MOST_WEIGHTS } from '../graph/limits.ts';
import { quoted } from '../quoted.ts';

/** The values of TensorProto.DataType in onnx.proto that Vanish can provide. */
const TYPES = { 1: 'float32', 2: 'uint8', 10: 'float16' } as const;
export type TensorType = (typeof TYPES)[keyof typeof TYPES];

export interface OnnxValue {
  name: string;
  /** Undefined for any other type. */
  type: TensorType | undefined;
  /** Outermost dimension first; an undefined one may have any length. Undefined as a whole if the file does not say. */
  shape: readonly (number | undefined)[] | undefined;
}

export interface OnnxSignature {
  inputs: readonly OnnxValue[];
  outputs: readonly OnnxValue[];
  /** Numbers in all weights together. */
  parameters: number;
}

/** The operator domains that ONNX Runtime implements. */
const KNOWN_DOMAINS = ['', 'ai.onnx', 'ai.onnx.ml', 'com.microsoft'];
/** Limit for nested graphs: a graph in a loop in a branch, and so on. */
const DEEPEST = 8;
const EXTERNAL = 1;

interface Found {
  inputs: OnnxValue[];
  outputs: OnnxValue[];
  weights: Set<string>;
  parameters: number;
  isElsewhere: boolean;
  nodes: number;
  /** Domains and names. */
  operations: Map<string, [domain: string, name: string]>;
  /** Operations that the file itself defines. */
  functions: Set<string>;
}

/**
 * @param content of a .onnx file
 * @param name what to call it in sentences
 * @throws CardError with a sentence if it is not an ONNX model, or is one that cannot run here
 */
export function readOnnx(content: ArrayBuffer, name: string): OnnxSignature {
  const refuse = (why: string): never => {
    throw new CardError(`${quoted(name)} cannot be used: ${why}.`);
  };
  const found: Found = {
    inputs: [],
    outputs: [],
    weights: new Set(),
    parameters: 0,
    isElsewhere: false,
    nodes: 0,
    operations: new Map(),
    functions: new Set(),
  };
  try {
    readModel(new PbfReader(content), found);
  } catch {
    refuse('it is not an ONNX model, or is incomplete');
  }
  if (found.nodes === 0 || found.outputs.length === 0) refuse('it is not an ONNX model');
  if (found.nodes > MOST_NODES) {
    refuse(`it has ${found.nodes} operations, and at most ${MOST_NODES} are allowed`);
  }
  if (found.isElsewhere) {
    refuse('its weights are in another file. Export it with the weights inside');
  }
  if (found.parameters > MOST_WEIGHTS) {
    refuse(`it has more than ${MOST_WEIGHTS / 1e6} million weights`);
  }
  const custom = [...found.operations].filter(
    ([key, [domain]]) => !KNOWN_DOMAINS.includes(domain) && !found.functions.has(key),
  );
  if (custom.length > 0) {
    const names = custom.slice(0, 3).map(([, [domain, op]]) => quoted(`${domain}.${op}`));
    refuse(`it needs operations that are not ONNX's own: ${names.join(', ')}`);
  }
  return {
    // Files from before 2019 list their weights among the inputs too.
    inputs: found.inputs.filter((input) => !found.weights.has(input.name)),
    outputs: found.outputs,
    parameters: found.parameters,
  };
}

/** Reads the fields of a message. @throws RangeError if it extends past the end of the file */
function fields(pbf: PbfReader, read: (tag: number) => void): void {
  const end = pbf.readVarint() + pbf.pos;
  if (!(end <= pbf.length)) throw new RangeError('It is cut short.');
  pbf.readFields(read, undefined, end);
}

function readModel(pbf: PbfReader, found: Found): void {
  pbf.readFields((tag) => {
    if (tag === 7) readGraph(pbf, found, 0);
    else if (tag === 25) readFunction(pbf, found);
  }, undefined);
}

/** @param depth 0 for the model's own graph, 1 for that of a loop or branch in it, and so on */
function readGraph(pbf: PbfReader, found: Found, depth: number): void {
  if (depth > DEEPEST) throw new RangeError('It is too deep.');
  fields(pbf, (tag) => {
    if (tag === 1) readNode(pbf, found, depth);
    else if (tag === 5) readWeights(pbf, found);
    else if (tag === 11 && depth === 0) found.inputs.push(readValue(pbf));
    else if (tag === 12 && depth === 0) found.outputs.push(readValue(pbf));
  });
}

function readFunction(pbf: PbfReader, found: Found): void {
  let domain = '';
  let name = '';
  fields(pbf, (tag) => {
    if (tag === 1) name = pbf.readString();
    else if (tag === 7) readNode(pbf, found, 0);
    else if (tag === 10) domain = pbf.readString();
  });
  found.functions.add(`${domain} ${name}`);
}

function readNode(pbf: PbfReader, found: Found, depth: number): void {
  found.nodes++;
  let domain = '';
  let operation = '';
  fields(pbf, (tag) => {
    if (tag === 4) operation = pbf.readString();
    else if (tag === 7) domain = pbf.readString();
    else if (tag === 5) {
      fields(pbf, (inner) => {
        if (inner === 6 || inner === 11) readGraph(pbf, found, depth + 1);
      });
    }
  });
  found.operations.set(`${domain} ${operation}`, [domain, operation]);
}

function readWeights(pbf: PbfReader, found: Found): void {
  let count = 1;
  fields(pbf, (tag) => {
    if (tag === 1) for (const length of pbf.readPackedVarint()) count *= length;
    else if (tag === 8) found.weights.add(pbf.readString());
    else if (tag === 14 && pbf.readVarint() === EXTERNAL) found.isElsewhere = true;
  });
  found.parameters += count;
}

function readValue(pbf: PbfReader): OnnxValue {
  let name = '';
  let type: TensorType | undefined;
  let shape: (number | undefined)[] | undefined;
  const readLength = () => {
    let length: number | undefined;
    fields(pbf, (tag) => {
      if (tag === 1) length = pbf.readVarint(true);
    });
    return length !== undefined && length > 0 ? length : undefined;
  };
  const readTensor = (tag: number) => {
    if (tag === 1) type = TYPES[pbf.readVarint() as keyof typeof TYPES];
    else if (tag === 2) {
      const lengths: (number | undefined)[] = (shape = []);
      fields(pbf, (inner) => {
        if (inner === 1) lengths.push(readLength());
      });
    }
  };
  fields(pbf, (tag) => {
    if (tag === 1) name = pbf.readString();
    else if (tag === 2) {
      fields(pbf, (inner) => {
        if (inner === 1) fields(pbf, readTensor);
      });
    }
  });
  return { name, type, shape };
}
