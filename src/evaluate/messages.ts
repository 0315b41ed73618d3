// What `npm run evaluate`, its page and its worker say to each other. Types only.
import type { Tier } from '../tier.ts';
import type { FrameTimes } from './cloak-frame.ts';
import type { Metrics } from './metrics/measure.ts';

/** image: a picture. pair: one with a clean picture. clip: a video, with or without one. */
export type CaseKind = 'image' | 'pair' | 'clip';

/** One case: a folder's name and its files' names. */
export interface Case {
  name: string;
  kind: CaseKind;
  /** A picture; of a clip, the video. */
  input: string;
  /** Where the person is; of a clip, a video in step with the input. Absent: the segmenter says. */
  mask?: string;
  /** A picture of the same view without the person. */
  clean?: string;
}

/** What is wanted of the worker; it serves one request and is ended. */
export interface EvaluationRequest {
  case: Case;
  /** Absent: the fastest tier that passes the self-check. */
  tier?: Tier;
  /** Absent: the catalog's default. */
  variant?: string;
  /** A refiner's id, or "none"; absent: the catalog's. */
  refiner?: string;
  /** A finder's id, or "none"; absent: the catalog's. */
  finder?: string;
  /** The same of the one that sees the picture alone. */
  pictureFinder?: string;
  /** Clips end after so many frames. */
  limitFrames?: number;
  /** Keeps the clean plate over a clip's frames. */
  remember: boolean;
  /** What is invented gets texture from the room. */
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
   * Who found the person: the case's own mask or the segmenter. For a variant that finds the person
   * itself it only says where to measure.
   */
  mask: 'given' | 'segmenter';
  /** The file's name in the case's output folder. */
  output: string;
  /** A clip's are means over the frames. */
  metrics: Metrics;
  /** Per frame; a clip's are means over the frames but the first. */
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
  /** The sentence says what is wrong. Fatal: no other case can do better. */
  | { kind: 'failed'; sentence: string; fatal: boolean };

export type EvaluationAnswer = Exclude<FromEvaluator, { kind: 'progress' }>;

declare global {
  interface Window {
    /** Evaluates one case in a worker of its own; never rejects. Exists on evaluate.html only. */
    evaluateCase?: (request: EvaluationRequest) => Promise<EvaluationAnswer>;
    /** Where progress goes; put there by whoever drives the page. */
    reportProgress?: (doing: string) => unknown;
  }
}
