// How `npm run bench` (scripts/bench.ts) and the page talk.
import type { Tier } from '../tier.ts';
import type { BenchReport } from './messages.ts';

export interface BenchWish {
  tiers: Tier[];
  /** The default first. */
  variants: string[];
  /** Little, for a first look. */
  quick: boolean;
  rounds: number;
  /** Of each case in each round. */
  frames: number;
}

export type RunBench = (wish: BenchWish) => Promise<BenchReport>;

declare global {
  interface Window {
    runBench?: RunBench;
    /** Told how far it is: a share, 0..1, and what is measured. */
    reportBench?: (share: number, doing: string) => void;
  }
}
