// The small interface that hides the runtime of a variant. A runtime other than tfjs would implement this and nothing
// else.
import type { Tier } from '../tier.ts';
import type { Card } from './card.ts';

/** A variant's card and its files by path, already verified. */
export interface Loaded {
  card: Card;
  files: Map<string, ArrayBuffer>;
}

/** Where ONNX Runtime runs a network: on the GPU or the CPU. */
export type OnnxPlace = Exclude<Tier, 'webgl'>;

export interface Network {
  readonly card: Card;
  /** The refiner that a run may ask for. */
  readonly refiner?: string;
  /** Why there is no refiner although one was requested, as a sentence. */
  readonly refinerProblem?: string;
  /** Runs once and waits for the answer, so that the next run is at full speed. */
  warmUp(): Promise<void>;
  /**
   * Runs on numbers: [height, width, channels] in the card's order and range, row by row. Resolves to the output in the
   * same form.
   * @param refines whether the refiner, if there is one, refines the fill
   */
  run(input: Float32Array, refines?: boolean): Promise<Float32Array>;
  /**
   * Runs on the GPU, without a read-back (WebGPU only).
   * @param input the same numbers as `run` takes, in a buffer with usage STORAGE | COPY_SRC on the device of `device`;
   * the caller keeps it and may overwrite it once this has returned
   */
  runOnGpu(input: GPUBuffer, refines?: boolean): GpuOutput | Promise<GpuOutput>;
  /** The device of `runOnGpu`; undefined in tiers without one. */
  readonly device: GPUDevice | undefined;
  /** How many tensors the runtime holds. The number must be the same before and after a run, or something leaks. */
  countTensors(): Promise<number>;
  dispose(): void;
  /**
   * Gives rough answers at once when a frame cannot wait, for a network so slow that its own answers are rare. May
   * appear or disappear between two runs.
   */
  readonly standIn?: Network;
  /** Where ONNX Runtime runs it now, and the milliseconds of a warm run there. Undefined for networks of tfjs. */
  readonly onnx?: { readonly place: OnnxPlace; readonly milliseconds: number };
}

export interface GpuOutput {
  /** The output as packed float32. May be longer than the output. */
  buffer: GPUBuffer;
  /** Releases the buffer. Call it once the commands that read it are submitted. */
  release(): void;
}
