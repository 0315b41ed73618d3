// Builds the metadata block (root table ModelMetadata, file identifier "M001") that MediaPipe's ImageSegmenter expects
// in a model: one RGB image in, with its normalisation, one mask out. Schema:
// https://github.com/google-ai-edge/mediapipe/blob/master/mediapipe/tasks/metadata/metadata_schema.fbs The order of the
// calls determines the bytes, and so is part of what makes the result reproducible.
import { Builder, type Offset } from 'flatbuffers';

/** The schema's numbers for members of its unions and enums. */
const PROCESS_UNIT_NORMALIZATION = 1;
const CONTENT_IMAGE = 2;
const COLOR_RGB = 1;
const COLOR_GRAYSCALE = 2;

/** A field's value: another object, or a one-byte number. */
type Field = { offset: Offset } | { byte: number };

/** Writes a table. `fields` maps the schema's field numbers to values; absent ones are left out. */
function table(builder: Builder, fieldCount: number, fields: Record<number, Field>): Offset {
  builder.startObject(fieldCount);
  for (const [index, field] of Object.entries(fields)) {
    if ('byte' in field) builder.addFieldInt8(Number(index), field.byte, 0);
    else builder.addFieldOffset(Number(index), field.offset, 0);
  }
  return builder.endObject();
}

/** Writes a vector of four-byte items. Flatbuffers are written back to front. */
function vector(builder: Builder, items: number[], add: (item: number) => void): Offset {
  builder.startVector(4, items.length, 4);
  items.toReversed().forEach(add);
  return builder.endVector();
}

const floats = (builder: Builder, items: number[]): Offset =>
  vector(builder, items, (item) => builder.addFloat32(item));

const offsets = (builder: Builder, items: Offset[]): Offset =>
  vector(builder, items, (item) => builder.addOffset(item));

/** Content { type: image, properties: ImageProperties { color_space } } */
function imageContent(builder: Builder, colorSpace: number): Offset {
  const properties = table(builder, 2, { 0: { byte: colorSpace } });
  return table(builder, 3, { 0: { byte: CONTENT_IMAGE }, 1: { offset: properties } });
}

export interface Normalization {
  /** Subtracted from each channel's value (0..255) ... */
  mean: number;
  /** ... before it is divided by this. */
  std: number;
}

/** The block as bytes, for `attachMetadata`. */
export function buildMetadata(normalization: Normalization): Uint8Array {
  const builder = new Builder(1024);

  const mean = floats(builder, [normalization.mean]);
  const std = floats(builder, [normalization.std]);
  const options = table(builder, 2, { 0: { offset: mean }, 1: { offset: std } });
  const processUnit = table(builder, 2, {
    0: { byte: PROCESS_UNIT_NORMALIZATION },
    1: { offset: options },
  });
  const processUnits = offsets(builder, [processUnit]);

  const inputContent = imageContent(builder, COLOR_RGB);
  const inputName = builder.createString('image');
  const input = table(builder, 7, {
    0: { offset: inputName },
    3: { offset: inputContent },
    4: { offset: processUnits },
  });

  const outputContent = imageContent(builder, COLOR_GRAYSCALE);
  const outputName = builder.createString('segmentation_masks');
  const output = table(builder, 7, { 0: { offset: outputName }, 3: { offset: outputContent } });

  const inputs = offsets(builder, [input]);
  const outputs = offsets(builder, [output]);
  const subgraph = table(builder, 10, { 2: { offset: inputs }, 3: { offset: outputs } });
  const subgraphs = offsets(builder, [subgraph]);

  const name = builder.createString('Selfie segmenter');
  const minimumParserVersion = builder.createString('1.0.0');
  const root = table(builder, 8, {
    0: { offset: name },
    3: { offset: subgraphs },
    7: { offset: minimumParserVersion },
  });
  builder.finish(root, 'M001');
  return builder.asUint8Array();
}
