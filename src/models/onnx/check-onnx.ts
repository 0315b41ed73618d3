// Checks, before a .onnx file is loaded, that it is what its variant's card describes.
import { CardError, MODEL_FILES } from '../card.ts';
import { expectGolden } from '../graph/check-model.ts';
import type { Loaded } from '../network.ts';
import { quoted } from '../quoted.ts';
import { readOnnx } from './read-onnx.ts';
import { recognise } from './recognise.ts';

/** @throws CardError with a sentence if the file does not match its card, or cannot run here */
export function checkOnnx({ card, files }: Loaded): void {
  expectGolden(card, files);
  const { onnx: form, input } = card;
  const model = files.get(MODEL_FILES.onnx);
  if (!form || !model) throw new CardError(`"${card.id}" has no ${MODEL_FILES.onnx}.`);
  const { candidates, size } = recognise(readOnnx(model, card.id), card.id);
  const [found] = candidates;
  for (const key of ['picture', 'mask', 'output'] as const) {
    if (form[key] !== found![key]) {
      throw new CardError(
        `The card of "${card.id}" calls the ${key} ${quoted(form[key])}, and its ${MODEL_FILES.onnx} ${quoted(found![key])}.`,
      );
    }
  }
  if (size && (size.width !== input.width || size.height !== input.height)) {
    const sizes = `${size.width}x${size.height} pixels, but its card says ${input.width}x${input.height}`;
    throw new CardError(`The input of "${card.id}" has ${sizes}.`);
  }
}
