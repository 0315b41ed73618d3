// Runs a variant's golden input and compares the result with the stored golden output.
import {
  CardError,
  INPUT_CHANNELS,
  inputDepth,
  OUTPUT_CHANNELS,
  outputDepth,
  type Card,
} from './card.ts';
import type { Network } from './network.ts';

export interface GoldenResult {
  /** Largest difference from the golden output, on a scale of 0..1. */
  difference: number;
  /** Milliseconds of a warm run: the fastest of several, since others may have been disturbed. */
  milliseconds: number;
}

const TIMED_RUNS = 3;
/** A run that takes longer than this is not repeated, ms. */
const WORTH_AGAIN = 100;
/** If the first run takes longer than this, it counts, ms. */
const TOO_LONG = 2000;

/**
 * Checks that the network computes what it computed when it was exported.
 * @throws CardError if an output is NaN or differs by more than the card allows
 */
export async function checkGolden(
  network: Network,
  files: Map<string, ArrayBuffer>,
): Promise<GoldenResult> {
  const { card } = network;
  const golden = readBytes(card, files, card.golden.output, outputDepth(card));
  const input = goldenInput(card, files);
  const first = performance.now();
  const output = fromRange(await network.run(input), card);
  const asked = performance.now() - first;

  let difference = 0;
  for (let i = 0; i < golden.length; i++) {
    const value = output[i] ?? NaN;
    if (!Number.isFinite(value)) {
      throw new CardError(
        `"${card.id}" returned something that is not a number on its golden input.`,
      );
    }
    difference = Math.max(difference, Math.abs(value - (golden[i] ?? NaN) / 255));
  }
  if (!(difference <= card.golden.tolerance)) {
    const numbers = `${difference.toFixed(4)}, allowed are ${card.golden.tolerance}`;
    throw new CardError(
      `"${card.id}" does not give its golden output here: it is off by ${numbers}.`,
    );
  }

  if (asked > TOO_LONG) return { difference, milliseconds: asked };
  let milliseconds = Infinity;
  for (let run = 0; run < TIMED_RUNS && (run === 0 || milliseconds < WORTH_AGAIN); run++) {
    const began = performance.now();
    await network.run(input);
    milliseconds = Math.min(milliseconds, performance.now() - began);
  }
  return { difference, milliseconds };
}

/** The golden input in the card's range, as `Network.run` takes it. */
export function goldenInput(card: Card, files: Map<string, ArrayBuffer>): Float32Array {
  const bytes = readBytes(card, files, card.golden.input, inputDepth(card));
  const ranges = planeRanges(card.input.channels, INPUT_CHANNELS, card.input.range);
  return Float32Array.from(bytes, (byte, i) => {
    const [low, high] = ranges[i % ranges.length]!;
    return low + (byte / 255) * (high - low);
  });
}

/** The network's output with every plane scaled to 0..1. */
function fromRange(output: Float32Array, card: Card): Float32Array {
  const ranges = planeRanges(card.output.channels, OUTPUT_CHANNELS, card.output.range);
  return output.map((value, i) => {
    const [low, high] = ranges[i % ranges.length]!;
    return (value - low) / (high - low);
  });
}

/** For every plane, the values that 0 and 255 stand for. A card's range only applies to colours. */
function planeRanges<Channel extends string>(
  channels: readonly Channel[],
  planes: Readonly<Record<Channel, number>>,
  range: readonly [number, number],
): (readonly [number, number])[] {
  return channels.flatMap((channel) => {
    const count = planes[channel];
    return Array<readonly [number, number]>(count).fill(count === 3 ? range : [0, 1]);
  });
}

function readBytes(
  card: Card,
  files: Map<string, ArrayBuffer>,
  path: string,
  depth: number,
): Uint8Array {
  const bytes = new Uint8Array(files.get(path) ?? new ArrayBuffer(0));
  const wanted = card.input.height * card.input.width * depth;
  if (bytes.length !== wanted) {
    throw new CardError(
      `${path} of "${card.id}" holds ${bytes.length} values instead of ${wanted}.`,
    );
  }
  return bytes;
}
