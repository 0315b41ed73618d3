// The result for one file of a batch, and how its progress is reported. Types only.
import type { BatchAnswer } from './messages.ts';

export type Report = (share: number, doing: string) => void;

/** A result without its file: what it is, and what to know about it. */
export interface Cloaked {
  answer: Exclude<BatchAnswer, { kind: 'failed' }>;
  file?: Blob;
}
