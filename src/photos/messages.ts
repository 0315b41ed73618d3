// What the page and the worker that cloaks photos say to each other. Types only.
import type { Tier } from '../tier.ts';
import type { Size } from '../sources/photo/photo-size.ts';

/** What a person marked by hand: as a mask, the whole photo wide and high. */
export interface Marks {
  /** Per pixel: 0 as it was found, 1 belongs to the hole, 2 does not. */
  data: Uint8Array;
  /** px */
  width: number;
  height: number;
}

/** The worker's choices at start. */
export interface PhotoStart {
  /** Forces a tier; absent: the fastest that is right. */
  tier?: Tier;
  /** Wanted, if it can make a picture out of a hole; absent, or where it cannot: the catalog's default. */
  variant?: string;
}

export type ToPhotoWorker =
  | ({ kind: 'start'; assets: string } & PhotoStart)
  /** One at a time: another when this one is answered. */
  | ({ kind: 'cloak' } & PhotoWish);

export interface PhotoWish {
  file: File;
  marks?: Marks;
  /** How far the hole reaches past people, as Settings.margin; default as there. */
  margin?: number;
}

export interface CloakedPhoto {
  /** PNG: every pixel as it was made, and nothing that the file told beside. */
  picture: Blob;
  /** Of the picture, px. */
  size: Size;
  /** What the person should know about it, in sentences. */
  notes: string[];
}

/** The last word about a photo. */
export type PhotoAnswer =
  | ({ kind: 'done' } & CloakedPhoto)
  /** Nobody was found in it. */
  | { kind: 'nobody'; size: Size; notes: string[] }
  /** It cannot be cloaked, here or anywhere: a sentence. */
  | { kind: 'unfit'; sentence: string };

export type FromPhotoWorker =
  | PhotoAnswer
  | { kind: 'progress'; doing: string; share: number }
  /** The worker is of no use any more: a sentence. */
  | { kind: 'broken'; sentence: string };
