// What the texture stage and its worker say to each other. Types only.
import type { Guide } from './synthesise.ts';

/** What is to be synthesised. */
export interface TextureRequest {
  /** px */
  width: number;
  height: number;
  /**
   * RGBA of the frame, [height, width, 4]. RGB: the room where it is known, the smooth fill (the guide) elsewhere.
   * A: 255 known (may be copied from), 0 unknown (to be made), 128 shown as it is but never copied from.
   */
  room: Uint8ClampedArray;
  /** Whether the fill has edges and detail of its own; default "smooth". */
  guide?: Guide;
  /** The same one makes the same picture; default 1. */
  seed?: number;
}

export type ToTexture =
  /** The room is transferred. */
  | ({ kind: 'synthesise' } & TextureRequest)
  /** The picture under way is not wanted any more. */
  | { kind: 'stop' }
  | { kind: 'forget' };

export type FromTexture =
  /** Transferred. */
  | { kind: 'made'; pixels: Uint8ClampedArray<ArrayBuffer> }
  | { kind: 'stopped' }
  | { kind: 'failed'; sentence: string };
