// Judges whether a long run went well: nobody is visible, and neither memory nor latency has grown.
import type { Held } from './long-memory.ts';

/** How much of the people is left in one picture. */
export interface PersonLeft {
  /** s since the first picture was shown. */
  second: number;
  /** How many pixels people cover. */
  person: number;
  /** The share of them that is left, see residue.ts; undefined if nobody is there. */
  residue?: number;
}

export interface ShownFrame extends PersonLeft {
  /** ms from the camera's output to the picture. */
  latency: number;
}

/**
 * px: a frame with less of a person is not judged. This is a quarter of a person in the synthetic room (19,000 px of
 * 640x360). Of somebody who is just coming in, only a sleeve shows at the edge, which the segmenter may not recognise
 * until the next frame. The report still says how many such frames there were, how many of them showed the person and
 * how much.
 */
export const LEAST_PERSON = 4750;
/** With fewer frames, quantiles mean nothing, and latency is not compared. */
const LEAST_FRAMES = 30;

/** What ran meanwhile: the variant's title if it alone was in use; undefined if the sample cannot be compared. */
interface Under {
  under?: string;
}

export interface LongRun {
  frames: (ShownFrame & Under)[];
  /** Frames that the camera gave. */
  given: number;
  /** Pictures that belong to none of the camera's frames. */
  unknown: number;
  held: (Held & Under)[];
  swaps: number;
  /** The saved clips' paths, and how many pictures were shown meanwhile. */
  clips: { path: string; shown: number }[];
  /** Every picture of every clip. */
  recorded: PersonLeft[];
  /** Why a swap failed, in the page's words. */
  refused: string[];
  /** Sentences other than "The cloak is on." that the page showed. */
  sentences: string[];
  /** Input, output and truth of the frame that shows the most of a person, PNG as a data URL. */
  worst?: string;
}

export interface LongBounds {
  /** Allowed share of a person's pixels in one frame, and in the mean of all. */
  residue: number;
  meanResidue: number;
  /** Allowed growth from the first third to the last, with the same variant in use, MB. */
  inUse: number;
  resident: number;
  /** Allowed growth of counts. */
  textures: number;
  tensors: number;
  /** How many times slower a frame may be in the last third than in the first: median, and 95th percentile. */
  slower: number;
}

const KINDS = ['inUse', 'resident', 'textures', 'tensors'] as const;

export interface PeopleSummary {
  /** Pictures, those with enough of a person to be judged, and those with less. */
  pictures: number;
  judged: number;
  small: number;
  /** Shares left in the judged frames; `most` was at `at`, s. */
  mean: number;
  most: number;
  at: number;
  /** Frames with less of a person that show more than a quarter of it; px left in the worst one. */
  smallShowing: number;
  mostOfSmall: number;
}

interface Ends {
  first: number;
  last: number;
}

export interface VariantSummary {
  /** Frames and memory samples while it alone was in use. */
  frames: number;
  looks: number;
  /** ms, in the first and the last third of these frames. */
  latency: Record<'median' | 'p95', Ends>;
  /** Medians over the first and the last third of these samples. */
  held: Record<(typeof KINDS)[number], Ends>;
}

export interface LongSummary {
  shown: PeopleSummary;
  recorded: PeopleSummary;
  variants: Record<string, VariantSummary>;
}

export function summarise({ frames, held, recorded }: LongRun): LongSummary {
  const titles = [...new Set(frames.flatMap(({ under }) => under ?? []))];
  const variants = titles.map((title) => {
    const mine = <T extends Under>(all: T[]) => all.filter(({ under }) => under === title);
    const latency = (share: number) =>
      endsOf(
        mine(frames).map((frame) => frame.latency),
        share,
      );
    const looks = mine(held);
    const ends = KINDS.map((kind) => [
      kind,
      endsOf(
        looks.map((look) => look[kind]),
        0.5,
      ),
    ]);
    const summary = {
      frames: mine(frames).length,
      looks: looks.length,
      latency: { median: latency(0.5), p95: latency(0.95) },
      held: Object.fromEntries(ends) as VariantSummary['held'],
    };
    return [title, summary] as const;
  });
  return {
    shown: summarisePeople(frames),
    recorded: summarisePeople(recorded),
    variants: Object.fromEntries(variants),
  };
}

function summarisePeople(pictures: PersonLeft[]): PeopleSummary {
  const people = pictures.filter(({ residue }) => residue !== undefined);
  const judged = people.filter(({ person }) => person >= LEAST_PERSON);
  const small = people.filter(({ person }) => person < LEAST_PERSON);
  const worst = judged.reduce((a, b) => (b.residue! > a.residue! ? b : a), judged[0]!);
  return {
    pictures: pictures.length,
    judged: judged.length,
    small: small.length,
    mean: judged.reduce((sum, { residue }) => sum + residue!, 0) / judged.length,
    most: worst?.residue ?? 0,
    at: worst?.second ?? 0,
    smallShowing: small.filter(({ residue }) => residue! > 0.25).length,
    mostOfSmall: Math.max(0, ...small.map(({ residue, person }) => residue! * person)),
  };
}

/** The quantile in the first and in the last third; NaN for an empty third. */
function endsOf(values: number[], share: number): Ends {
  const third = Math.floor(values.length / 3);
  if (third < 1) return { first: NaN, last: NaN };
  return {
    first: quantile(values.slice(0, third), share),
    last: quantile(values.slice(-third), share),
  };
}

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

/** @returns a sentence for every exceeded bound, and for everything that could not be measured */
export function faultsOf(run: LongRun, bounds: LongBounds): string[] {
  const { shown, recorded, variants } = summarise(run);
  const faults: string[] = [];
  const check = (what: string, value: number, most: number) => {
    if (!(value <= most)) faults.push(`${what}: ${value.toFixed(2)}, not ${most} at most.`);
  };
  if (run.unknown > 0) faults.push(`${run.unknown} pictures belong to no frame of the camera.`);
  for (const sentence of run.refused) faults.push(`A swap came to nothing: ${sentence}`);
  for (const [where, { judged, most, at, mean }] of Object.entries({ shown, recorded })) {
    if (judged === 0) {
      faults.push(`Nobody was ever in the picture (${where}).`);
      continue;
    }
    check(`Left of the person at ${at.toFixed(1)} s (${where})`, most, bounds.residue);
    check(`Left of the person in the mean (${where})`, mean, bounds.meanResidue);
  }
  if (Object.keys(variants).length < 2) faults.push('Fewer than two variants were in use.');
  for (const [title, { latency, held, looks, frames }] of Object.entries(variants)) {
    if (looks < 3) {
      faults.push(`${title} was looked at ${looks} times: too few to compare.`);
      continue;
    }
    for (const which of frames < LEAST_FRAMES ? [] : (['median', 'p95'] as const)) {
      const { first, last } = latency[which];
      check(`${title}, times as long as at first (${which})`, last / first, bounds.slower);
    }
    for (const kind of KINDS) {
      const { first, last } = held[kind];
      check(`${title}, added meanwhile (${kind})`, last - first, bounds[kind]);
    }
  }
  return faults;
}
