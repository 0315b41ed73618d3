// The messages between the texture stage and its worker. Types only.
import type { Guide } from './synthesise.ts';

/** What to synthesise. */
export interface TextureRequest {
  /** px */
  width: number;
  height: number;
  /**
   * RGBA of the frame, [height, width, 4]. RGB: the room where it is known, the smooth fill (the guide) elsewhere. A:
   * 255 known (may be copied from), 0 unknown (to be synthesised), 128 shown as it is but never copied from.
   */
  room: Uint8ClampedArray;
  /** Whether the fill has its own edges and detail; default "smooth". */
  guide?: Guide;
  /** The same seed makes the same picture; default 1. */
  seed?: number;
}

export type ToTexture =
  /** `room` is transferred. */
  | ({ kind: 'synthesise' } & TextureRequest)
  /** Cancels the picture in progress. */
  | { kind: 'stop' }
  | { kind: 'forget' };

export type FromTexture =
  /** `pixels` is transferred. */
  | { kind: 'made'; pixels: Uint8ClampedArray<ArrayBuffer> }
  | { kind: 'stopped' }
  | { kind: 'failed'; sentence: string };
