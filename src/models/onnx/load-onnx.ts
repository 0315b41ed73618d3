// A variant whose network is a .onnx file, run as its card says.
import { CardError, MODEL_FILES } from '../card.ts';
import type { Loaded } from '../network.ts';
import type { Runtime } from './runtime.ts';
import { openSession } from './session.ts';
import { fromOutput } from './tensors.ts';

export interface OnnxNetwork {
  /** Like Network.run, without a refiner. */
  run(input: Float32Array): Promise<Float32Array>;
  release(): Promise<void>;
}

/** @throws CardError with a sentence if it cannot run */
export async function loadOnnx({ card, files }: Loaded, runtime: Runtime): Promise<OnnxNetwork> {
  const model = files.get(MODEL_FILES.onnx);
  const { onnx: form, input: size } = card;
  if (!model || !form) throw new CardError(`"${card.id}" has no ${MODEL_FILES.onnx}.`);
  const session = await openSession(model, card.id, runtime);
  return {
    async run(input) {
      const { data, type } = await session.run(input, form, size);
      return fromOutput(data, type, form.outputRange);
    },
    release: () => session.release(),
  };
}
