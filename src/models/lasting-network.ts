// An ONNX variant that is in use. WebGPU runs it for as long as it gives right answers there, the CPU from then on. A
// network so slow that no frame can wait for it has a stand-in.
import { areNumbers, notNumbers } from './answer-watch.ts';
import { CardError } from './card.ts';
import { checkGolden, type GoldenResult } from './golden.ts';
import type { Loaded, Network, OnnxPlace } from './network.ts';
import { quoted } from './quoted.ts';
import { createStandIn } from './stand-in.ts';
import { loadWorkerOnnx } from './worker-network.ts';
import { sentenceOf } from '../sentence-of.ts';

/** Callbacks while such a variant is loading or in use. */
export interface OnnxNews {
  /** WebGPU cannot be used: why, as a sentence for the user. The CPU takes over. */
  notify?: (sentence: string) => void;
  /** WebGPU failed while in use. Runs wait until the network has loaded on the CPU. */
  onMoving?: () => void;
  /** The network has loaded on the CPU; `Network.onnx` shows that too. */
  onMoved?: () => void;
}

export interface LastingNetwork extends GoldenResult {
  network: Network;
}

/** No frame waits for a network that takes longer than this, ms. */
const SLOW = 300;

/** The network in one place, with the right golden output. */
interface Held extends GoldenResult {
  place: OnnxPlace;
  network: Network;
}

/**
 * @param triesGpu otherwise it runs on the CPU from the start
 * @param load tests pass their own
 * @throws Error or CardError with a sentence if it cannot be used on the CPU either
 */
export async function loadLasting(
  generator: Loaded,
  triesGpu: boolean,
  news: OnnxNews = {},
  load = loadWorkerOnnx,
): Promise<LastingNetwork> {
  const { card, files } = generator;
  const standIn = createStandIn(card);
  let held = triesGpu ? await hold('webgpu').catch(leaveGpu) : await hold('wasm');
  let moving: Promise<Held> | undefined;
  let isDisposed = false;

  async function hold(place: OnnxPlace): Promise<Held> {
    const network = await load(generator, place);
    try {
      if (place === 'webgpu') await network.warmUp(); // or compiling shaders would count as its speed
      return { place, network, ...(await checkGolden(network, files)) };
    } catch (error) {
      network.dispose();
      throw error;
    }
  }

  function leaveGpu(error: unknown): Promise<Held> {
    const why = sentenceOf(error);
    news.notify?.(`${quoted(card.id)} runs on the CPU, because WebGPU failed: ${why}`);
    return hold('wasm');
  }

  async function move(error: unknown): Promise<Held> {
    news.onMoving?.();
    held.network.dispose();
    const next = await leaveGpu(error);
    held = next;
    if (isDisposed) next.network.dispose();
    else news.onMoved?.();
    return next;
  }

  /** Whether WebGPU failed and the CPU has not taken over yet. */
  const hasLeftGpu = () => moving !== undefined && held.place === 'webgpu';

  async function run(input: Float32Array): Promise<Float32Array> {
    if (moving) return (await moving).network.run(input);
    const { place, network } = held;
    if (place === 'wasm') return network.run(input);
    try {
      const output = await network.run(input);
      if (areNumbers(output)) return output;
      throw new CardError(notNumbers(card.id));
    } catch (error) {
      if (isDisposed) throw error;
      moving ??= move(error); // the first run that fails moves it for all
      return (await moving).network.run(input);
    }
  }

  const { milliseconds, difference } = held;
  const network: Network = {
    ...held.network,
    run,
    warmUp: () => held.network.warmUp(),
    countTensors: () => held.network.countTensors(),
    get onnx() {
      return { place: held.place, milliseconds: held.milliseconds };
    },
    get standIn() {
      return hasLeftGpu() || held.milliseconds >= SLOW ? standIn : undefined;
    },
    dispose() {
      isDisposed = true;
      if (!hasLeftGpu()) held.network.dispose();
    },
  };
  return { network, milliseconds, difference };
}
