// Whether a long run was as it should be: nobody shown, and neither memory nor latency grown.
import type { ShownFrame } from '../pages/long-worker.ts';
import type { Held } from './long-memory.ts';

export interface LongRun {
  frames: ShownFrame[];
  /** That the camera gave. */
  given: number;
  /** Pictures that belong to no frame of the camera. */
  unknown: number;
  held: Held[];
  swaps: number;
  /** The saved clip's path, and how many pictures were shown meanwhile. */
  clip?: { path: string; shown: number };
  /** Sentences of trouble that the page showed. */
  trouble: string[];
  /** Input, output and truth of the frame that shows the most of a person, PNG as a data URL. */
  worst?: string;
}

export interface LongBounds {
  /** Share of a person's pixels that may be left in one frame; and in the mean of all. */
  residue: number;
  meanResidue: number;
  /** MB that may have been added between the first fifth and the last. */
  inUse: number;
  resident: number;
  /** Counts that may have been added. */
  textures: number;
  tensors: number;
  /** How many times as long as in the first fifth a frame may take in the last one: median, and 95 of 100. */
  slower: number;
}

export interface LongSummary {
  /** Pictures that were shown, and those of them with a person. */
  shown: number;
  withPerson: number;
  residue: { mean: number; most: number; at: number };
  /** ms, of the first and the last fifth of the frames. */
  latency: Record<'median' | 'p95', { first: number; last: number }>;
  /** Of the looks in the first fifth (the first look of all left out: not everything is loaded then) and the last. */
  held: Record<'inUse' | 'resident' | 'textures' | 'tensors', { first: number; last: number }>;
}

export function summarise({ frames, held }: LongRun): LongSummary {
  const people = frames.filter(({ residue }) => residue !== undefined);
  const worst = people.reduce((a, b) => (b.residue! > a.residue! ? b : a), people[0]!);
  const fifth = Math.ceil(frames.length / 5);
  const latencies = (some: ShownFrame[]) => some.map(({ latency }) => latency);
  const [first, last] = [latencies(frames.slice(0, fifth)), latencies(frames.slice(-fifth))];
  const looks = held.slice(1);
  const some = Math.max(1, Math.floor(looks.length / 5));
  const ends = (key: 'inUse' | 'resident' | 'textures' | 'tensors') => ({
    first: quantile(
      looks.slice(0, some).map((each) => each[key]),
      0.5,
    ),
    last: quantile(
      looks.slice(-some).map((each) => each[key]),
      0.5,
    ),
  });
  return {
    shown: frames.length,
    withPerson: people.length,
    residue: {
      mean: people.reduce((sum, { residue }) => sum + residue!, 0) / people.length,
      most: worst?.residue ?? 0,
      at: worst?.second ?? 0,
    },
    latency: {
      median: { first: quantile(first, 0.5), last: quantile(last, 0.5) },
      p95: { first: quantile(first, 0.95), last: quantile(last, 0.95) },
    },
    held: {
      inUse: ends('inUse'),
      resident: ends('resident'),
      textures: ends('textures'),
      tensors: ends('tensors'),
    },
  };
}

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** @returns a sentence for every bound that is broken */
export function faultsOf(run: LongRun, bounds: LongBounds): string[] {
  const { withPerson, residue, latency, held } = summarise(run);
  const faults: string[] = [];
  const check = (what: string, value: number, most: number) => {
    if (!(value <= most)) faults.push(`${what}: ${value.toFixed(2)}, more than ${most}.`);
  };
  if (withPerson === 0) faults.push('Nobody was ever in the picture.');
  if (run.unknown > 0) faults.push(`${run.unknown} pictures belong to no frame of the camera.`);
  check(
    `The person's share that shows at ${residue.at.toFixed(1)} s`,
    residue.most,
    bounds.residue,
  );
  check("The person's share that shows in the mean", residue.mean, bounds.meanResidue);
  for (const which of ['median', 'p95'] as const) {
    const { first, last } = latency[which];
    check(`Times as long as at first (${which})`, last / first, bounds.slower);
  }
  for (const what of ['inUse', 'resident', 'textures', 'tensors'] as const) {
    check(`Added meanwhile (${what})`, held[what].last - held[what].first, bounds[what]);
  }
  return faults;
}
