// Watches the answers of a generator in use: one that returns NaN or infinite values must be replaced. Until then, the
// shaders show the hole where values are not finite (fill.glsl, fill.wgsl).
import { inputDepth, outputDepth, CardError, INPUT_CHANNELS, type Card } from './card.ts';
import type { GpuOutput, Network } from './network.ts';

/** ms between two checks of answers on the GPU. Each answer is read back while frames continue. */
const LOOK_EVERY = 1000;
/** Anything larger counts as infinite. The shaders draw the same line. */
const LARGEST = 1e30;

/** Whether all values are finite and small enough to compute with. */
export function areNumbers(values: Float32Array): boolean {
  for (const value of values) if (!(Math.abs(value) < LARGEST)) return false;
  return true;
}

/**
 * The same network with its answers monitored: every one on the CPU, one a second on the GPU. A refiner that spoils
 * them is not used again.
 * @param onBroken called once, with the generator's id and a sentence, if its answer is not finite
 * @param onRefinerBroken the same for the refiner
 */
export function watchAnswers(
  network: Network,
  onBroken: (id: string, sentence: string) => void,
  onRefinerBroken: (sentence: string) => void,
): Network {
  const { card, device } = network;
  let isBroken = false;
  let isRefinerBroken = false;
  let lastLook = -Infinity;

  function tell(refined: boolean): void {
    if (refined) {
      if (isRefinerBroken) return;
      isRefinerBroken = true;
      lastLook = -Infinity; // check the generator's own answer next
      onRefinerBroken(`Fills are shown unrefined: ${notNumbers(network.refiner ?? card.id)}`);
    } else if (!isBroken) {
      isBroken = true;
      onBroken(card.id, notNumbers(card.id));
    }
  }

  return {
    ...network,
    get standIn() {
      return network.standIn;
    },
    get onnx() {
      return network.onnx;
    },
    async run(input, refines = false) {
      const refined = refines && !isRefinerBroken && network.refiner !== undefined;
      const output = await network.run(input, refined);
      if (!areNumbers(output)) tell(refined);
      return output;
    },
    async runOnGpu(input, refines = false) {
      const refined = refines && !isRefinerBroken && network.refiner !== undefined;
      const output = await network.runOnGpu(input, refined);
      const now = performance.now();
      if (device && now - lastLook >= LOOK_EVERY) {
        lastLook = now;
        readBack(device, output, card).then(
          (values) => {
            if (!areNumbers(values)) tell(refined);
          },
          () => {}, // the device was lost, which is reported elsewhere
        );
      }
      return output;
    },
  };
}

/**
 * Runs a network on a synthetic input that its golden one may not resemble: noise in the upper half, the highest values
 * in the lower half. The warm-up's black frame covers the lowest values. Used on the GPU, where not every answer is
 * checked later.
 * @throws CardError if the answer is not finite
 */
export async function probe(network: Network): Promise<void> {
  const { card } = network;
  if (areNumbers(await network.run(madeInput(card)))) return;
  throw new CardError(notNumbers(card.id));
}

/** What the user is told about a network with this id. */
export function notNumbers(id: string): string {
  return `"${id}" returned something that is not a number.`;
}

function madeInput(card: Card): Float32Array {
  const ranges = card.input.channels.flatMap((channel) => {
    const planes = INPUT_CHANNELS[channel];
    return Array<readonly [number, number]>(planes).fill(planes === 3 ? card.input.range : [0, 1]);
  });
  const length = card.input.height * card.input.width * inputDepth(card);
  const next = noise();
  return Float32Array.from({ length }, (_, i) => {
    const [low, high] = ranges[i % ranges.length]!;
    return i < length / 2 ? low + next() * (high - low) : high;
  });
}

/** The same sequence every time (a linear congruential generator), so that a variant is always or never refused. */
function noise(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Returns a copy of an answer. It is copied on the GPU before the answer is released. */
async function readBack(
  device: GPUDevice,
  { buffer }: GpuOutput,
  card: Card,
): Promise<Float32Array> {
  const size = 4 * card.input.height * card.input.width * outputDepth(card);
  const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
  const copy = device.createBuffer({ size, usage });
  try {
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(buffer, 0, copy, 0, size);
    device.queue.submit([encoder.finish()]);
    await copy.mapAsync(GPUMapMode.READ);
    return new Float32Array(copy.getMappedRange().slice(0));
  } finally {
    copy.destroy();
  }
}
