// What the bench measures, and what it reports. All times in ms.
import type { Tier } from '../tier.ts';
import type { StageTimes } from '../cloak/stage-times.ts';

/** One configuration of the cloak, measured on its own. */
export interface BenchCase {
  tier: Tier;
  /** A variant's id. */
  variant: string;
  /** Of the frames, px. */
  width: number;
  height: number;
  /** Whether the room is remembered. If not, the generator runs on every frame. */
  plate: boolean;
}

/** Another project's way to do something similar, measured in the same run. */
export type PeerName = 'person-removal' | 'blurred-background' | 'pix2pix-unet';

export interface BenchPeer {
  name: PeerName;
  tier: Tier;
}

/** What is measured on its own. */
export type BenchJob = { kind: 'case'; case: BenchCase } | { kind: 'peer'; peer: BenchPeer };

/** What one worker measured in one round. */
export interface Round {
  /** From the worker's start to the first cloaked frame. */
  start: number;
  /** Of every frame after the warm-up, from the picture before to its own. */
  frames: number[];
  /** From when the frame was taken to when it was drawn; peers have none. */
  latencies: number[];
  /** Of those frames whose stages were timed; each stage then waits for the GPU. */
  stages: StageTimes[];
  /** Frames in which the generator ran. */
  generated: number;
  /** For every other frame: draws and dispatches, and how often the frame waited for the GPU. */
  draws: number[];
  readBacks: number[];
}

/** The medians of all rounds. */
export interface Figures {
  framesPerSecond: number;
  p50: number;
  p95: number;
}

export interface CaseFigures extends BenchCase, Figures {
  /** Medians over the timed frames in which the stage ran. */
  stages: StageTimes;
  start: number;
  /** Median, from when a frame was taken to when it was drawn: it waits while the one before is drawn. */
  latency: number;
  frames: number;
  /** Share of the frames in which the generator ran, 0..1. */
  generatorShare: number;
  /** Medians over the frames in which it did not run. */
  drawsPerFrame: number;
  readBacksPerFrame: number;
}

export interface PeerFigures extends BenchPeer, Figures {}

/** A case or peer that could not be measured here. */
export interface Unmeasured {
  job: BenchJob;
  /** Its name, in English. */
  what: string;
  sentence: string;
}

export interface BenchReport {
  /** The version of the report's format. */
  form: 1;
  date: string;
  browser: string;
  cores: number;
  /** The browser's description of the GPU; absent if it gives none. */
  gpu?: string;
  cases: CaseFigures[];
  /** The well-known peer (Real-Time-Person-Removal), on the first tier that was measured. */
  peer?: PeerFigures;
  /** All peers. */
  peers: PeerFigures[];
  unmeasured: Unmeasured[];
  /** For the page itself; only `npm run bench` can measure it. */
  page?: PageFigures;
}

export interface PageFigures {
  /** From navigation to the first cloaked picture, ms: on a first visit, and on the next one. */
  firstCloakedCold: number;
  firstCloakedWarm: number;
  /** The same on a first visit over a 20 Mbit/s connection. */
  firstCloakedSlowLine: number;
  /** Bytes over the network until then, compressed as sent. */
  bytesCold: number;
  bytesWarm: number;
  /** The page thread's longest task, ms: while it starts, and in the next ten seconds. 0 if none exceeds 50 ms. */
  longestBlockStarting: number;
  longestBlockAfter: number;
  /** Bytes that the page and its workers hold after ten seconds; absent if the browser does not say. */
  memory?: number;
}

export type ToBench = BenchJob & { frames: number };

export type FromBench = { kind: 'done'; round: Round } | { kind: 'failed'; sentence: string };
