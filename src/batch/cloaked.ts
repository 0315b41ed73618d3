// What becomes of one file of a batch, and how its progress is told. Types only.
import type { BatchAnswer } from './messages.ts';

export type Report = (share: number, doing: string) => void;

/** A result without a file: what it is of, and what there is to know. */
export interface Cloaked {
  answer: Exclude<BatchAnswer, { kind: 'failed' }>;
  file?: Blob;
}
