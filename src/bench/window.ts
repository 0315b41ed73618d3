// The interface between `npm run bench` (scripts/bench.ts) and the page.
import type { Tier } from '../tier.ts';
import type { BenchReport } from './messages.ts';

export interface BenchRequest {
  tiers: Tier[];
  /** The default first. */
  variants: string[];
  /** A reduced plan, for a first look. */
  quick: boolean;
  rounds: number;
  /** For each case in each round. */
  frames: number;
}

export type RunBench = (request: BenchRequest) => Promise<BenchReport>;

declare global {
  interface Window {
    runBench?: RunBench;
    /** Called with the share done, 0..1, and what is being measured, in English. */
    reportBench?: (share: number, doing: string) => void;
  }
}
