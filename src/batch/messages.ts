// The messages between `vanish cloak` (scripts/cloak.ts) and the page that does the work. Types and addresses only.
import type { Tier } from '../tier.ts';

/** Where the page gets input number n, and where it puts its result. */
export const INPUTS = '/batch/inputs/';
export const RESULTS = '/batch/results/';

export interface BatchRequest {
  /** Of the input. */
  number: number;
  /** The file's name as the user knows it. */
  name: string;
  tier?: Tier;
  variant?: string;
  texture: boolean;
  /** Films only: whether the room is learned from the whole film first. */
  twoPasses: boolean;
}

export type BatchAnswer =
  | {
      kind: 'done';
      medium: 'photo' | 'film';
      /** The MIME type of the result, which is at its address. */
      type: string;
      frames: number;
      /** The share of the hidden area that was never seen, 0..1. */
      guessed: number;
      /** What the user should know about it. */
      notes: string[];
    }
  /** Nobody was found: there is no result. */
  | { kind: 'nobody'; medium: 'photo'; notes: string[] }
  /** A sentence. */
  | { kind: 'failed'; sentence: string };

declare global {
  interface Window {
    cloakInput?: (request: BatchRequest) => Promise<BatchAnswer>;
    /** Called with the share done, 0..1, and the current step. */
    reportBatch?: (share: number, doing: string) => void;
  }
}
