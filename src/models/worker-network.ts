// A network that runs on the CPU in a worker of its own, so that the frame loop goes on meanwhile.
import { inputDepth, type Card } from './card.ts';
import type { FromNetwork, ToNetwork } from './network-worker.ts';
import type { Network } from './network.ts';

/**
 * Loads a variant into a worker with tfjs's WASM backend.
 * @param files the card's files by path, already checked; they are copied
 * @throws Error with a sentence when the browser cannot, or the model does not fit its card
 */
export async function loadWorkerNetwork(
  card: Card,
  files: Map<string, ArrayBuffer>,
): Promise<Network> {
  const worker = new Worker(new URL('./network-worker.ts', import.meta.url), { type: 'module' });
  /** Answers come in the order of the questions. */
  const waiting: { resolve: (said: FromNetwork) => void; reject: (error: Error) => void }[] = [];
  worker.onmessage = ({ data }: MessageEvent<FromNetwork>) => {
    const asked = waiting.shift();
    if (data.kind === 'failed') asked?.reject(new Error(data.sentence));
    else asked?.resolve(data);
  };
  worker.onerror = ({ message }) => {
    const error = new Error(`The generator stopped working (${message}).`);
    for (const asked of waiting.splice(0)) asked.reject(error);
  };

  function ask(message: ToNetwork, transfer: Transferable[] = []): Promise<FromNetwork> {
    return new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      worker.postMessage(message, transfer);
    });
  }

  async function run(input: Float32Array): Promise<Float32Array> {
    const own = input.slice(); // the caller's may be a part of something larger
    const said = await ask({ kind: 'run', input: own }, [own.buffer]);
    if (said.kind !== 'output') throw new Error('The generator gave no answer.');
    return said.output;
  }

  try {
    await ask({ kind: 'load', card, files });
  } catch (error) {
    worker.terminate();
    throw error;
  }
  return {
    card,
    device: undefined,
    run,
    async warmUp() {
      await run(new Float32Array(card.input.height * card.input.width * inputDepth(card)));
    },
    runOnGpu() {
      throw new Error('This network runs on the CPU.');
    },
    async countTensors() {
      const said = await ask({ kind: 'count' });
      return said.kind === 'counted' ? said.tensors : 0;
    },
    dispose: () => worker.terminate(),
  };
}
