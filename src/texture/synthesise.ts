// Texture from the room itself: the unknown part of a picture is put together from patches of the known part, from
// coarse to fine. PatchMatch (Barnes et al. 2009) finds the nearest-neighbour field, the patches' votes make the
// picture (Wexler et al. 2007), and the guide says what belongs where. The guide is the generator's fill; patches must
// resemble it as far as it is sharp. This file holds the order of the steps; the inner loops are compiled (kernels/).
// The file is longer than others because these steps share their pictures.
import { addDetail, colourLike, detailOf } from './finish.ts';
import { fromCoarser, type Found } from './field.ts';
import { createKernels, NOWHERE, SIDE, type Kernels } from './kernels.ts';
import { blurred, halve, type Picture } from './pictures.ts';
import { findPlaces } from './places.ts';
import { meetShadow } from './rim.ts';
import { mayStay, stay, type Guess } from './still.ts';

/** What the guide offers: tone alone, or its own edges and detail. */
export type Guide = 'smooth' | 'detailed';

export interface SynthesisOptions {
  /** Default "smooth". */
  guide?: Guide;
  /** The same seed makes the same picture. */
  seed?: number;
  /** Awaited between steps of about ten milliseconds; if it throws, the synthesis ends. */
  pause?: () => Promise<void>;
  /** Weight of the similarity to the guide against that of the patches; default GUIDE_WEIGHT. */
  guideWeight?: number;
  /** Multiplies the number of rounds; default 1. */
  patience?: number;
}

export interface Synthesiser {
  /**
   * Fills what is unknown. Starts from the last run's field if that picture had the same size, and keeps the last
   * result where both show the same view, so that the fill stays still. Retains the picture: do not change it
   * afterwards.
   * @returns RGBA of the same size, A 255; undefined where too little is known to copy from
   */
  run(picture: Picture, options?: SynthesisOptions): Promise<Picture | undefined>;
  /** Makes the next run start from nothing. */
  forget(): void;
  /**
   * Where the last run copied each patch from, by the place of its first pixel, at the picture's size: i32 places,
   * NOWHERE for patches that are entirely known. Undefined if it made nothing.
   */
  readonly field: Int32Array | undefined;
  /** Size of the WebAssembly memory, bytes; it grows to what the largest picture needed. */
  readonly bytes: number;
}

/** Pyramid levels, each half the size of the one before. */
const MOST_LEVELS = 6;
/** The shorter side of the smallest level, px. */
const LEAST_SIDE = 20;
/** A level with fewer source patches than this is useless. */
const LEAST_SOURCES = 80;
/** Rounds of search and vote per level, from full size on; the last holds for all smaller levels. */
const ROUNDS = [2, 2, 3, 4, 6, 8];
/** Rounds when continuing from the last run's field. */
const ROUNDS_AGAIN = 1;
/** Passes of PatchMatch per round. */
const PASSES = 2;
/** Weight of the similarity to the guide against that of the patches. */
const GUIDE_WEIGHT = 4;
/** px; below this nothing would be left for the texture. */
const LEAST_SIGMA = 1;
/** How far each kind of guide is trusted. Sigmas are shares of the longer side. */
const TRUST: Readonly<Record<Guide, Trust>> = {
  smooth: { likeSigma: 10 / 512, colourSigma: 10 / 512, colour: 0.5 },
  detailed: { likeSigma: 6 / 512 },
};
/**
 * The quantile of the costs that counts as usual: patches that cost more have little weight (Wexler et al. 2007).
 */
const USUAL = 0.75;
/** Lower limit of the usual cost, mean square of grey levels: patches below it are all equally good. */
const LEAST_USUAL = 4;

interface Trust {
  /** Room and guide are compared after both are blurred by this. */
  likeSigma: number;
  /**
   * In the result, the guide decides what is coarser than this: light and shade. Absent: the guide decides all but
   * the finest detail.
   */
  colourSigma?: number;
  /** The share of that which is restored. */
  colour?: number;
}

/** @throws Error when this browser has no WebAssembly with SIMD */
export async function createSynthesiser(): Promise<Synthesiser> {
  const kernels = createKernels();
  let last: Found[] = [];
  /** The last guess that was made from scratch. */
  let guess: Guess | undefined;

  return {
    async run(picture, options = {}) {
      const { guide = 'smooth', seed = 1, pause = async () => {} } = options;
      const { guideWeight = GUIDE_WEIGHT, patience = 1 } = options;
      const trust = TRUST[guide];
      const side = Math.max(picture.width, picture.height);
      const levels = createLevels(picture, blurred(picture, trust.likeSigma * side));
      kernels.seedRandom(seed);
      const found: Found[] = [];
      let result: Made | undefined;
      for (let level = levels.length - 1; level >= 0; level--) {
        const before = last[level];
        const size = levels[level]!;
        const isSame =
          before?.width === size.picture.width && before.height === size.picture.height;
        const made = await runLevel(kernels, size, {
          coarser: found[level + 1],
          before: isSame ? before : undefined,
          pause,
          rounds: patience * ROUNDS[Math.min(level, ROUNDS.length - 1)]!,
          guideWeight,
          picks: guide === 'detailed',
          givesDetail: level === 0,
        });
        if (!made) continue;
        found[level] = made.found;
        if (level === 0) result = made;
      }
      if (!result) return undefined;
      last = found;
      const made = finish(picture, result, trust);
      if (guess && mayStay(guess, picture)) stay(guess, picture, made);
      else guess = { room: picture, made: { ...made, data: made.data.slice() } };
      return made;
    },
    forget() {
      last = [];
      guess = undefined;
    },
    get field() {
      return last[0]?.field;
    },
    get bytes() {
      return kernels.buffer.byteLength;
    },
  };
}

function finish(picture: Picture, { picture: made, detail }: Made, trust: Trust): Picture {
  if (detail) {
    const detailed = addDetail(picture, made, detail);
    meetShadow(detailed, picture);
    return detailed;
  }
  const { colourSigma = 0, colour = 0 } = trust;
  const sigma = Math.max(LEAST_SIGMA, colourSigma * Math.max(picture.width, picture.height));
  colourLike(made, picture, sigma, colour);
  return made;
}

interface Level {
  picture: Picture;
  /** Blurred as much as the guide. */
  smooth: Picture;
  places: ReturnType<typeof findPlaces>;
}

function createLevels(picture: Picture, smooth: Picture): Level[] {
  const levels: Level[] = [{ picture, smooth, places: findPlaces(picture) }];
  while (levels.length < MOST_LEVELS) {
    const finer = levels.at(-1)!;
    const half = halve(finer.picture);
    if (Math.min(half.width, half.height) < LEAST_SIDE) break;
    const places = findPlaces(half);
    if (places.sources.length < LEAST_SOURCES) break;
    levels.push({ picture: half, smooth: halve(finer.smooth), places });
  }
  return levels;
}

interface LevelOptions {
  coarser: Found | undefined;
  before: Found | undefined;
  rounds: number;
  guideWeight: number;
  /** Each pixel is a copy of one source pixel, not a mean of many. */
  picks: boolean;
  /** Whether the sources' detail is returned; only with `picks`. */
  givesDetail: boolean;
  pause: () => Promise<void>;
}

interface Made {
  found: Found;
  picture: Picture;
  /** As returned by `detailOf`, synthesised in the unknown part too. */
  detail?: Uint8Array;
}

/** @returns undefined where there is nothing to copy from or nothing to synthesise */
async function runLevel(
  kernels: Kernels,
  { picture, smooth, places }: Level,
  { coarser, before, rounds, guideWeight, picks, givesDetail, pause }: LevelOptions,
): Promise<Made | undefined> {
  const { width, height } = picture;
  const { unknown, targets, sources } = places;
  if (sources.length === 0 || targets.length === 0) return undefined;
  const pixels = width * height;
  kernels.clear();
  const at = {
    picture: kernels.take(4 * pixels),
    smooth: kernels.take(4 * pixels),
    isSource: kernels.take(pixels),
    field: kernels.take(4 * pixels),
    costs: kernels.take(4 * pixels),
    weights: kernels.take(4 * pixels),
    targets: kernels.take(targets.byteLength),
    unknown: kernels.take(unknown.byteLength),
    sources: kernels.take(sources.byteLength),
    within: kernels.take(4 * SIDE * SIDE),
  };
  const { buffer } = kernels; // no memory is taken after this
  const now = new Uint8Array(buffer, at.picture, 4 * pixels);
  const isSource = new Uint8Array(buffer, at.isSource, pixels);
  const field = new Int32Array(buffer, at.field, pixels);
  const costs = new Int32Array(buffer, at.costs, pixels);
  const weights = new Float32Array(buffer, at.weights, pixels);
  putColours(now, picture);
  putColours(new Uint8Array(buffer, at.smooth, 4 * pixels), smooth);
  new Int32Array(buffer, at.targets, targets.length).set(targets);
  new Int32Array(buffer, at.unknown, unknown.length).set(unknown);
  new Int32Array(buffer, at.sources, sources.length).set(sources);
  new Float32Array(buffer, at.within, SIDE * SIDE).fill(1);
  isSource.fill(0);
  for (const place of sources) isSource[place] = 1;

  field.fill(NOWHERE);
  let kept = 0;
  for (const place of targets) {
    const from = before?.field[place] ?? NOWHERE;
    if (from !== NOWHERE && isSource[from]) {
      field[place] = from;
      kept++;
    } else if (coarser) {
      field[place] = fromCoarser(coarser, place, width, height, isSource);
    }
  }
  const { setLevel, weighGuide, scatter, measure, search } = kernels;
  const vote = () => {
    if (picks) kernels.pick(at.unknown, unknown.length);
    else kernels.vote(at.unknown, unknown.length, at.weights, at.within);
  };
  setLevel(width, height, at.picture, at.smooth, at.isSource, at.field, at.costs);
  weighGuide((guideWeight * SIDE * SIDE) / 4); // four pixels of the guide are compared
  scatter(at.targets, targets.length, at.sources, sources.length);
  if (coarser || kept > 0) {
    // Vote with the coarser field on the finer pixels; upscaling the coarser picture would blur.
    weights.fill(1);
    costs.fill(0);
    vote();
  }
  const again = kept > targets.length / 2 ? Math.min(rounds, ROUNDS_AGAIN) : rounds;
  for (let round = 0; round < again; round++) {
    measure(at.targets, targets.length);
    for (let pass = 0; pass < PASSES; pass++) {
      search(at.targets, targets.length, pass % 2 === 0, Math.max(width, height));
      await pause();
    }
    if (!picks) weigh(costs, targets, weights);
    vote();
    await pause();
  }
  const made = { data: now.slice(), width, height };
  for (let alpha = 3; alpha < made.data.length; alpha += 4) made.data[alpha] = 255;
  const result: Made = { found: { width, height, field: field.slice() }, picture: made };
  if (!picks || !givesDetail) return result;
  now.set(detailOf(picture));
  vote();
  return { ...result, detail: now.slice() };
}

/** Comparisons include the fourth byte of a pixel, so it is set to 0. */
function putColours(to: Uint8Array, { data }: Picture): void {
  to.set(data);
  for (let alpha = 3; alpha < to.length; alpha += 4) to[alpha] = 0;
}

/** The weight of each patch's vote: the more similar to its source, the larger. */
function weigh(costs: Int32Array, targets: Int32Array, weights: Float32Array): void {
  const step = Math.max(1, targets.length >> 11); // a sample is enough
  const sample: number[] = [];
  for (let i = 0; i < targets.length; i += step) sample.push(costs[targets[i]!]!);
  sample.sort((a, b) => a - b);
  const least = 3 * SIDE * SIDE * LEAST_USUAL;
  const usual = Math.max(sample[Math.floor(USUAL * sample.length)]!, least);
  for (const place of targets) weights[place] = 1e-6 + Math.exp(-costs[place]! / (2 * usual));
}
