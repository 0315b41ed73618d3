// `npm run segmenter-metadata -- IN.tflite OUT.tflite`: adds the metadata to a person segmentation model without which
// ImageSegmenter of tasks-vision rejects it. The weights stay as they are. models/segmenter/ was made this way; its
// README has the whole recipe.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { failWith } from './lib/run.ts';
import { attachMetadata } from './lib/tflite-attach.ts';
import { buildMetadata } from './lib/tflite-metadata.ts';

/** Scales 0..255 to the 0..1 that these models were trained on. */
const NORMALIZATION = { mean: 0, std: 255 };

try {
  const [input, output] = process.argv.slice(2);
  if (!input || !output) {
    throw new Error('Usage: npm run segmenter-metadata -- IN.tflite OUT.tflite');
  }
  const model = attachMetadata(readFileSync(input), buildMetadata(NORMALIZATION));
  writeFileSync(output, model);
  console.log(`${createHash('sha256').update(model).digest('hex')}  ${output}`);
} catch (error) {
  failWith(error);
}
