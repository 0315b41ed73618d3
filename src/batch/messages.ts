// What `vanish cloak` (scripts/cloak.ts) and the page that does the work say to each other. Types and addresses only.
import type { Tier } from '../tier.ts';

/** Where the page gets input number n, and where it puts the result of it. */
export const INPUTS = '/batch/inputs/';
export const RESULTS = '/batch/results/';

export interface BatchWish {
  /** Of the input. */
  number: number;
  /** As the person knows the file. */
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
      /** Of the result, which lies at its address: a MIME type. */
      type: string;
      frames: number;
      /** Of what was hidden, the share that nothing had been seen of, 0..1. */
      guessed: number;
      /** What the person should know about it. */
      notes: string[];
    }
  /** Nobody was found: there is no result. */
  | { kind: 'nobody'; medium: 'photo'; notes: string[] }
  /** A sentence. */
  | { kind: 'failed'; sentence: string };

declare global {
  interface Window {
    cloakInput?: (wish: BatchWish) => Promise<BatchAnswer>;
    /** Told how far it is: a share, 0..1, and what is done. */
    reportBatch?: (share: number, doing: string) => void;
  }
}
