// The messages between the page and the worker that cloaks photos. Types only.
import type { Tier } from '../tier.ts';
import type { Size } from '../sources/photo/photo-size.ts';

/** What the user marked by hand: a mask that covers the whole photo. */
export interface Marks {
  /** Per pixel: 0 as it was found, 1 belongs to the hole, 2 does not. */
  data: Uint8Array;
  /** px */
  width: number;
  height: number;
}

/** The worker's choices at start. */
export interface PhotoStart {
  /** Forces a tier. If absent, the fastest with the right output. */
  tier?: Tier;
  /** The preferred variant. If absent, or if it cannot fill a given hole, the catalog's default. */
  variant?: string;
}

export type ToPhotoWorker =
  | ({ kind: 'start'; assets: string } & PhotoStart)
  /** One at a time: send the next when this one is answered. */
  | ({ kind: 'cloak' } & PhotoRequest);

export interface PhotoRequest {
  file: File;
  marks?: Marks;
  /** How far the hole extends beyond people, like Settings.margin, with the same default. */
  margin?: number;
}

export interface CloakedPhoto {
  /** PNG: the exact pixels, and none of the file's metadata. */
  picture: Blob;
  /** Of the picture, px. */
  size: Size;
  /** What the user should know about it, in sentences. */
  notes: string[];
}

/** The final message about a photo. */
export type PhotoAnswer =
  | ({ kind: 'done' } & CloakedPhoto)
  /** Nobody was found in it. */
  | { kind: 'nobody'; size: Size; notes: string[] }
  /** It cannot be cloaked, here or anywhere: a sentence. */
  | { kind: 'unfit'; sentence: string };

export type FromPhotoWorker =
  | PhotoAnswer
  | { kind: 'progress'; doing: string; share: number }
  /** The worker can no longer be used: a sentence. */
  | { kind: 'broken'; sentence: string };
