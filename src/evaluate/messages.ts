// The messages between `npm run evaluate`, its page and its worker. Types only.
import type { Tier } from '../tier.ts';
import type { FrameTimes } from './cloak-frame.ts';
import type { Metrics } from './metrics/measure.ts';

/** image: a picture. pair: a picture and a clean one. clip: a video, with or without a clean picture. */
export type CaseKind = 'image' | 'pair' | 'clip';

/** One case: a folder's name and its files' names. */
export interface Case {
  name: string;
  kind: CaseKind;
  /** A picture, or a clip's video. */
  input: string;
  /** Where the person is. For a clip, a video in step with the input. If absent, the segmenter decides. */
  mask?: string;
  /** A picture of the same view without the person. */
  clean?: string;
}

/** A request to the worker, which serves one and is terminated. */
export interface EvaluationRequest {
  case: Case;
  /** If absent, the fastest tier that passes the self-check. */
  tier?: Tier;
  /** If absent, the catalog's default. */
  variant?: string;
  /** A refiner's id, or "none". If absent, the catalog's. */
  refiner?: string;
  /** A finder's id, or "none". If absent, the catalog's. */
  finder?: string;
  /** The same for the finder that sees the picture alone. */
  pictureFinder?: string;
  /** Whether people are also found as bodies. */
  findsBodies: boolean;
  /** Clips end after this many frames. */
  limitFrames?: number;
  /** Whether the clean plate is kept over a clip's frames. */
  remember: boolean;
  /** Whether fills get texture from the room. */
  texture: boolean;
}

export interface CaseResult {
  name: string;
  kind: CaseKind;
  /** px */
  width: number;
  height: number;
  /** How many frames were cloaked; clips only. */
  frames?: number;
  /**
   * Who found the person: the case's own mask or the segmenter. For a variant that finds the person itself, this only
   * decides where to measure.
   */
  mask: 'given' | 'segmenter';
  /** The file's name in the case's output folder. */
  output: string;
  /** For a clip, means over the frames. */
  metrics: Metrics;
  /** Per frame. For a clip, means over all frames but the first. */
  milliseconds: FrameTimes;
  /** Bytes of GPU memory that the plate held. */
  plateBytes?: number;
}

export type FromEvaluator =
  | { kind: 'progress'; doing: string }
  | {
      kind: 'done';
      result: CaseResult;
      tier: Tier;
      variant: string;
      refiner?: string;
      reason: string;
    }
  /** The sentence says what is wrong. Fatal: no other case can succeed either. */
  | { kind: 'failed'; sentence: string; fatal: boolean };

export type EvaluationAnswer = Exclude<FromEvaluator, { kind: 'progress' }>;

declare global {
  interface Window {
    /** Evaluates one case in its own worker; never rejects. Exists on evaluate.html only. */
    evaluateCase?: (request: EvaluationRequest) => Promise<EvaluationAnswer>;
    /** Called with progress. Set by the program that drives the page. */
    reportProgress?: (doing: string) => unknown;
  }
}
