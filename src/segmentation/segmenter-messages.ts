// The messages between the segmenter's worker and its owner.
import type { PersonMask } from '../frame/person-mask.ts';
import type { SegmenterRuntime } from './segmenter.ts';

export type ToSegmenter =
  /** The first message, sent once. */
  | { kind: 'start'; assets: string }
  | { kind: 'load'; runtime: SegmenterRuntime }
  /** Transferred. */
  | { kind: 'run'; frame: VideoFrame };

export type FromSegmenter =
  | { kind: 'started' }
  | { kind: 'loaded' }
  /** Transferred. */
  | { kind: 'mask'; mask: PersonMask }
  | { kind: 'failed'; sentence: string };
