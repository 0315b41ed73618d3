// The messages between a network's worker and its owner.
import type { Loaded } from './network.ts';

export type ToNetwork =
  /** The first message, sent once. */
  | { kind: 'start'; hasThreads: boolean; assets: string }
  | { kind: 'load'; generator: Loaded; refiner?: Loaded }
  /** Transferred. */
  | { kind: 'run'; input: Float32Array; refines: boolean }
  | { kind: 'count' }
  /** Frees the network; another may be loaded. */
  | { kind: 'drop' };

export type FromNetwork =
  /** Precedes `started` if threads are about to start. */
  | { kind: 'starting' }
  | { kind: 'started' }
  | { kind: 'loaded'; refiner?: string; refinerProblem?: string }
  /** Transferred. */
  | { kind: 'output'; output: Float32Array }
  /** How many tensors the runtime holds. */
  | { kind: 'counted'; tensors: number }
  | { kind: 'dropped' }
  | { kind: 'failed'; sentence: string };
