// Attaching metadata to a shipped model (which has an entry already, so it gets a second one).
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { attachMetadata } from './tflite-attach.ts';
import { buildMetadata } from './tflite-metadata.ts';

const model = new Uint8Array(readFileSync('models/segmenter/selfie_segmentation.tflite'));

test('the old bytes are unchanged, moved by a multiple of 64 bytes less the header', () => {
  const result = attachMetadata(model, new Uint8Array(100));
  const shift = result.length - model.length;
  expect((shift + 8) % 64).toBe(0);
  expect(Buffer.compare(result.subarray(8 + shift), model.subarray(8))).toBe(0);
  expect(new TextDecoder().decode(result.subarray(4, 8))).toBe('TFL3');
});

test('the shipped model carries exactly the block that buildMetadata makes', () => {
  const block = Buffer.from(buildMetadata({ mean: 0, std: 255 }));
  expect(Buffer.from(model).includes(block)).toBe(true);
  expect(Buffer.from(model).includes(Buffer.from(buildMetadata({ mean: 127, std: 128 })))).toBe(
    false,
  );
});

test('a file that is not a TFLite model is refused', () => {
  expect(() => attachMetadata(new Uint8Array(64), new Uint8Array(4))).toThrow('not a TFLite model');
});
