// The messages between the body finder's worker and its owner.

export type ToBodies =
  /** The first message, sent once. */
  | { kind: 'start'; assets: string }
  | { kind: 'load' }
  /** Transferred. */
  | { kind: 'run'; pixels: Uint8Array<ArrayBuffer>; height: number; width: number };

export type FromBodies =
  | { kind: 'started' }
  | { kind: 'loaded' }
  /** Transferred. */
  | { kind: 'output'; output: Float32Array<ArrayBuffer> }
  | { kind: 'failed'; sentence: string };
