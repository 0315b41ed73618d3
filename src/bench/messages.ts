// What the bench measures, and what it writes down. All times in ms.
import type { Tier } from '../tier.ts';
import type { StageTimes } from '../cloak/stage-times.ts';

/** One way to cloak, measured on its own. */
export interface BenchCase {
  tier: Tier;
  /** A variant's id. */
  variant: string;
  /** Of the frames, px. */
  width: number;
  height: number;
  /** Whether the room is remembered; otherwise the generator works on every frame. */
  plate: boolean;
}

/** Somebody else's way to do something like it, measured in the same run. */
export type PeerName = 'person-removal' | 'blurred-background' | 'pix2pix-unet';

export interface BenchPeer {
  name: PeerName;
  tier: Tier;
}

/** What one worker measured in one round. */
export interface Round {
  /** From the start of the worker to the first cloaked frame. */
  start: number;
  /** Of every frame after the warm-up, from the picture before to its own. */
  frames: number[];
  /** From when the frame was taken to when it was drawn; peers have none. */
  latencies: number[];
  /** Of those frames whose stages were timed; each stage then waits for the GPU. */
  stages: StageTimes[];
  /** Frames in which the generator ran. */
  generated: number;
  /** Of every other frame: draws and dispatches, and how often the GPU was waited for. */
  draws: number[];
  readBacks: number[];
}

/** The middle of all rounds. */
export interface Figures {
  framesPerSecond: number;
  p50: number;
  p95: number;
}

export interface CaseFigures extends BenchCase, Figures {
  /** Medians; of stages that ran in timed frames. */
  stages: StageTimes;
  start: number;
  /** Median, from when a frame was taken to when it was drawn: it waits while the one before is drawn. */
  latency: number;
  frames: number;
  /** Share of the frames in which the generator ran, 0..1. */
  generatorShare: number;
  /** Medians, of the frames in which it did not run. */
  drawsPerFrame: number;
  readBacksPerFrame: number;
}

export interface PeerFigures extends BenchPeer, Figures {}

/** A case or peer that could not be measured here. */
export interface Unmeasured {
  what: string;
  sentence: string;
}

export interface BenchReport {
  /** The report's own form. */
  form: 1;
  date: string;
  browser: string;
  cores: number;
  /** What the browser says of the GPU; absent where it says nothing. */
  gpu?: string;
  cases: CaseFigures[];
  /** The work of the one known peer (Real-Time-Person-Removal), on the first tier that was measured. */
  peer?: PeerFigures;
  /** All that stands beside it. */
  peers: PeerFigures[];
  unmeasured: Unmeasured[];
  /** Of the page itself; only `npm run bench` can tell. */
  page?: PageFigures;
}

export interface PageFigures {
  /** From the address to the first cloaked picture, ms: on a first visit, and on one after that. */
  firstCloakedCold: number;
  firstCloakedWarm: number;
  /** The same on a first visit over a line of 20 Mbit/s. */
  firstCloakedSlowLine: number;
  /** Bytes over the network until then, compressed as they were sent. */
  bytesCold: number;
  bytesWarm: number;
  /** Longest task of the page's thread, ms: while it starts, and in ten seconds after that. 0: none above 50 ms. */
  longestBlockStarting: number;
  longestBlockAfter: number;
  /** Bytes that the page and its workers hold after ten seconds; absent where the browser does not say. */
  memory?: number;
}

export type ToBench =
  | { kind: 'case'; case: BenchCase; frames: number }
  | { kind: 'peer'; peer: BenchPeer; frames: number };

export type FromBench = { kind: 'done'; round: Round } | { kind: 'failed'; sentence: string };
