// Summarises many measured times in a few figures.
import type { StageName, StageTimes } from '../cloak/stage-times.ts';
import type { BenchCase, BenchPeer, CaseFigures, Figures, PeerFigures, Round } from './messages.ts';

/** The value that this share (0..1) of all values does not exceed; NaN if there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = Math.ceil(share * sorted.length) - 1;
  return sorted[Math.max(0, place)] ?? NaN;
}

export function figuresOf(milliseconds: readonly number[]): Figures {
  const total = milliseconds.reduce((sum, one) => sum + one, 0);
  return {
    framesPerSecond: rounded((1000 * milliseconds.length) / total),
    p50: median(milliseconds),
    p95: rounded(percentile(milliseconds, 0.95)),
  };
}

/** @param rounds of the same case, one or more */
export function caseFigures(measured: BenchCase, rounds: readonly Round[]): CaseFigures {
  const frames = rounds.flatMap((round) => round.frames);
  const generated = rounds.reduce((sum, round) => sum + round.generated, 0);
  return {
    ...measured,
    ...figuresOf(frames),
    stages: medianStages(rounds.flatMap((round) => round.stages)),
    start: median(rounds.map((round) => round.start)),
    latency: median(rounds.flatMap((round) => round.latencies)),
    frames: frames.length,
    generatorShare: generated / frames.length,
    drawsPerFrame: median(rounds.flatMap((round) => round.draws)),
    readBacksPerFrame: median(rounds.flatMap((round) => round.readBacks)),
  };
}

/** @param rounds of the same peer, one or more */
export function peerFigures(measured: BenchPeer, rounds: readonly Round[]): PeerFigures {
  return { ...measured, ...figuresOf(rounds.flatMap((round) => round.frames)) };
}

/** For each stage, the median over the frames in which it ran. */
function medianStages(all: readonly StageTimes[]): StageTimes {
  const names = new Set(all.flatMap((times) => Object.keys(times) as StageName[]));
  const medians: StageTimes = {};
  for (const name of names) {
    const times = all.map((one) => one[name]).filter((time) => time !== undefined);
    medians[name] = median(times);
  }
  return medians;
}

function median(values: readonly number[]): number {
  return rounded(percentile(values, 0.5));
}

/** To hundredths: more digits mean nothing. */
function rounded(value: number): number {
  return Math.round(100 * value) / 100;
}
