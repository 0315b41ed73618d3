// Looks at what a generator answers while it is in use: one whose answers are no numbers is not to be used any more.
// Until another has taken over, the shaders show what is no number as hole (fill.glsl, fill.wgsl).
import { inputDepth, outputDepth, CardError, INPUT_CHANNELS, type Card } from './card.ts';
import type { GpuOutput, Network } from './network.ts';

/** From one look at an answer on the GPU to the next, ms: it is read back, beside the frames. */
const LOOK_EVERY = 1000;
/** Beyond it a value is as good as infinite: the shaders draw the line there too. */
const LARGEST = 1e30;

/** Whether all are numbers that something can be computed from. */
export function areNumbers(values: Float32Array): boolean {
  for (const value of values) if (!(Math.abs(value) < LARGEST)) return false;
  return true;
}

/**
 * The same network, whose answers are looked at: every one on the CPU, one a second on the GPU. A refiner that spoils
 * them is not asked again.
 * @param onBroken told once, in a sentence, when the generator (its id) gave something that is no number
 * @param onRefinerBroken the same of the refiner
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
      lastLook = -Infinity; // the generator's own answer is looked at next
      onRefinerBroken(`Fills are shown unrefined: ${notNumbers(network.refiner ?? card.id)}`);
    } else if (!isBroken) {
      isBroken = true;
      onBroken(card.id, notNumbers(card.id));
    }
  }

  return {
    ...network,
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
          () => {}, // the device was lost, which is told elsewhere
        );
      }
      return output;
    },
  };
}

/**
 * Runs a network on a made input that its golden one may not be like: noise, and below it all that is highest. What is
 * lowest comes with the warm-up's black frame. For the GPU, whose answers are not all looked at later.
 * @throws CardError when the answer is no number
 */
export async function probe(network: Network): Promise<void> {
  const { card } = network;
  if (areNumbers(await network.run(madeInput(card)))) return;
  throw new CardError(notNumbers(card.id));
}

function notNumbers(id: string): string {
  return `"${id}" gave something that is no number.`;
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

/** The same every time (a linear congruential generator), so that a variant is refused always or never. */
function noise(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A copy of an answer; it is copied on the GPU before the answer is given back. */
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
