// The small interface behind which the runtime that executes a variant stays.
// Another runtime than tfjs would implement this and nothing else.
import type { Card } from './card.ts';

/** A variant's card and its files by path, already checked. */
export interface Loaded {
  card: Card;
  files: Map<string, ArrayBuffer>;
}

export interface Network {
  readonly card: Card;
  /** The refiner that a run may ask for. */
  readonly refiner?: string;
  /** Why there is none although one was given, as a sentence. */
  readonly refinerProblem?: string;
  /** Runs once and waits for the answer, so that the next run is as fast as all later ones. */
  warmUp(): Promise<void>;
  /**
   * Runs on numbers: [height, width, channels] in the card's order and range, row by row.
   * Resolves to the output in the same form.
   * @param refines whether the refiner, where there is one, goes over the fill
   */
  run(input: Float32Array, refines?: boolean): Promise<Float32Array>;
  /**
   * Runs on the GPU, without a read-back (WebGPU only).
   * @param input the same numbers as `run` takes, in a buffer with usage STORAGE | COPY_SRC on
   *   the device of `device`; it stays the caller's, and may be written anew once this has returned
   */
  runOnGpu(input: GPUBuffer, refines?: boolean): GpuOutput | Promise<GpuOutput>;
  /** The device that `runOnGpu` works on; undefined in tiers without one. */
  readonly device: GPUDevice | undefined;
  /** How many tensors its runtime holds: the same before and after a run, or something leaks. */
  countTensors(): Promise<number>;
  dispose(): void;
  /** Answers at once, roughly, where a frame cannot wait: the network takes so long that its answers are rare. */
  readonly standIn?: Network;
}

export interface GpuOutput {
  /** The output as packed float32; may be longer than the output. */
  buffer: GPUBuffer;
  /** Gives the buffer back; call it once the commands that read it are submitted. */
  release(): void;
}
