// Adds a metadata block to a TFLite file that has none, without touching the rest. Offsets in a flatbuffer only point
// forward, so a new root table in front of the old bytes can point into them, and every offset among the old bytes
// stays valid. Schema:
// https://github.com/tensorflow/tensorflow/blob/master/tensorflow/compiler/mlir/lite/schema/schema.fbs

const METADATA_NAME = new TextEncoder().encode('TFLITE_METADATA');
const HEADER = 8; // bytes: offset of the root table, file identifier "TFL3"
const MODEL_FIELDS = 8;

/** The fields of the schema's root table `Model`, by number. */
const Model = {
  version: 0,
  operatorCodes: 1,
  subgraphs: 2,
  description: 3,
  buffers: 4,
  metadataBuffer: 5,
  metadata: 6,
  signatureDefs: 7,
} as const;

const align = (position: number, step: number): number => Math.ceil(position / step) * step;

/** Reads the old root table. All positions are in bytes from the file's start; 0 means absent. */
function readModel(file: Uint8Array) {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const root = view.getUint32(0, true);
  const vtable = root - view.getInt32(root, true);
  const vtableSize = view.getUint16(vtable, true);
  const follow = (at: number): number => at + view.getUint32(at, true);

  function field(index: number): number {
    const entry = vtable + 4 + 2 * index;
    const offset = entry < vtable + vtableSize ? view.getUint16(entry, true) : 0;
    return offset ? root + offset : 0;
  }
  function object(index: number): number {
    const at = field(index);
    return at ? follow(at) : 0;
  }
  /** Positions of the tables in a vector of tables. */
  function tables(index: number): number[] {
    const at = object(index);
    const count = at ? view.getUint32(at, true) : 0;
    return Array.from({ length: count }, (_, item) => follow(at + 4 + 4 * item));
  }
  const version = field(Model.version);
  return { version: version ? view.getUint32(version, true) : 3, object, tables };
}

/** Positions of the new parts, in sequence. */
function layOut(bufferCount: number, metadataCount: number, metadataSize: number) {
  let next = HEADER;
  const place = (size: number): number => {
    const at = next;
    next = align(at + size, 4);
    return at;
  };
  const rootVtable = place(4 + 2 * MODEL_FIELDS);
  const root = place(4 + 4 * MODEL_FIELDS);
  const buffers = place(4 + 4 * bufferCount);
  const metadata = place(4 + 4 * metadataCount);
  const entryVtable = place(4 + 2 * 2);
  const entry = place(4 + 4 * 2);
  const entryName = place(4 + METADATA_NAME.length + 1); // strings end with a zero byte
  const bufferVtable = place(4 + 2 * 1);
  const buffer = place(4 + 4 * 1);
  next = align(next + 4, 16) - 4; // so that the data after its length starts at a multiple of 16
  const data = next;
  const end = align(data + 4 + metadataSize, 64); // keeps the alignment of the old weights
  return {
    rootVtable,
    root,
    buffers,
    metadata,
    entryVtable,
    entry,
    entryName,
    bufferVtable,
    buffer,
    data,
    end,
  };
}

/**
 * Returns the model with the metadata block as another buffer, and a `TFLITE_METADATA` entry.
 * @param file a complete .tflite file
 * @param block what `buildMetadata` returned
 * @throws if the file is not a TFLite model
 */
export function attachMetadata(file: Uint8Array, block: Uint8Array): Uint8Array {
  if (new TextDecoder().decode(file.subarray(4, HEADER)) !== 'TFL3') {
    throw new Error('The input is not a TFLite model: it does not have the identifier "TFL3".');
  }
  const model = readModel(file);
  const buffers = model.tables(Model.buffers);
  const entries = model.tables(Model.metadata);
  const at = layOut(buffers.length + 1, entries.length + 1, block.length);

  const shift = at.end - HEADER; // how far the old bytes move
  const result = new Uint8Array(file.length + shift);
  result.set(file.subarray(4, HEADER), 4);
  result.set(file.subarray(HEADER), at.end);

  const view = new DataView(result.buffer);
  const uint16s = (from: number, values: number[]): void =>
    values.forEach((value, index) => view.setUint16(from + 2 * index, value, true));
  const point = (from: number, to: number): void => view.setUint32(from, to - from, true);
  const pointAll = (vector: number, targets: number[]): void => {
    view.setUint32(vector, targets.length, true);
    targets.forEach((target, index) => point(vector + 4 + 4 * index, target));
  };
  const moved = (position: number): number => (position ? position + shift : 0);

  // The root table: every old field, two of its vectors replaced by longer ones.
  point(0, at.root);
  uint16s(at.rootVtable, [4 + 2 * MODEL_FIELDS, 4 + 4 * MODEL_FIELDS]);
  view.setInt32(at.root, at.root - at.rootVtable, true);
  for (const index of Object.values(Model)) {
    const slot = at.root + 4 + 4 * index;
    let target = moved(model.object(index));
    if (index === Model.buffers) target = at.buffers;
    if (index === Model.metadata) target = at.metadata;
    if (index === Model.version) view.setUint32(slot, model.version, true);
    else if (target) point(slot, target);
    else continue; // an absent field has the vtable entry 0
    view.setUint16(at.rootVtable + 4 + 2 * index, slot - at.root, true);
  }
  pointAll(at.buffers, [...buffers.map(moved), at.buffer]);
  pointAll(at.metadata, [...entries.map(moved), at.entry]);

  // Metadata { name, buffer: the index of the buffer below }
  uint16s(at.entryVtable, [8, 12, 4, 8]);
  view.setInt32(at.entry, at.entry - at.entryVtable, true);
  point(at.entry + 4, at.entryName);
  view.setUint32(at.entry + 8, buffers.length, true);
  view.setUint32(at.entryName, METADATA_NAME.length, true);
  result.set(METADATA_NAME, at.entryName + 4);

  // Buffer { data }
  uint16s(at.bufferVtable, [6, 8, 4]);
  view.setInt32(at.buffer, at.buffer - at.bufferVtable, true);
  point(at.buffer + 4, at.data);
  view.setUint32(at.data, block.length, true);
  result.set(block, at.data + 4);
  return result;
}
