// Whether a long run was as it should be: nobody shown, and neither memory nor latency grown.
import type { Held } from './long-memory.ts';

/** How much of the people is left in one picture. */
export interface PersonLeft {
  /** s since the first picture was shown. */
  second: number;
  /** How many pixels people cover. */
  person: number;
  /** The share of them that is left, see residue.ts; undefined where nobody is. */
  residue?: number;
}

export interface ShownFrame extends PersonLeft {
  /** ms from the camera's giving it away to the picture. */
  latency: number;
}

/**
 * px: a frame with less of a person is not judged. A quarter of a person of the made room (19,000 px of 640x360): somebody
 * who is just coming in is a sleeve at the edge, which the segmenter may take for no person until the next frame. How many
 * such frames there were, how many of them showed it and how much, is told all the same.
 */
export const LEAST_PERSON = 4750;
/** From fewer frames no quantile says anything: latency is then not compared. */
const LEAST_FRAMES = 30;

/** What ran meanwhile: the variant's title where it alone was in use, else nothing that compares. */
interface Under {
  under?: string;
}

export interface LongRun {
  frames: (ShownFrame & Under)[];
  /** That the camera gave. */
  given: number;
  /** Pictures that belong to no frame of the camera. */
  unknown: number;
  held: (Held & Under)[];
  swaps: number;
  /** The saved clips' paths, and how many pictures were shown meanwhile. */
  clips: { path: string; shown: number }[];
  /** Every picture of every clip. */
  recorded: PersonLeft[];
  /** Why a swap came to nothing, in the page's words. */
  refused: string[];
  /** Sentences other than "The cloak is on." that the page showed. */
  sentences: string[];
  /** Input, output and truth of the frame that shows the most of a person, PNG as a data URL. */
  worst?: string;
}

export interface LongBounds {
  /** Share of a person's pixels that may be left in one frame; and in the mean of all. */
  residue: number;
  meanResidue: number;
  /** MB that may have been added between the first third and the last, with the same variant in use. */
  inUse: number;
  resident: number;
  /** Counts that may have been added. */
  textures: number;
  tensors: number;
  /** How many times as long as in the first third a frame may take in the last one: median, and 95 of 100. */
  slower: number;
}

const KINDS = ['inUse', 'resident', 'textures', 'tensors'] as const;

export interface PeopleSummary {
  /** Pictures, those with enough of a person to be judged, and those with less of one. */
  pictures: number;
  judged: number;
  small: number;
  /** Shares left of the judged; `most` at `at`, s. */
  mean: number;
  most: number;
  at: number;
  /** Those with less of a person of which more than a quarter is left; px of the most that is left in one. */
  smallShowing: number;
  mostOfSmall: number;
}

interface Ends {
  first: number;
  last: number;
}

export interface VariantSummary {
  /** Frames and looks at the memory while it alone was in use. */
  frames: number;
  looks: number;
  /** ms, of the first and the last third of these frames. */
  latency: Record<'median' | 'p95', Ends>;
  /** Medians of the first and the last third of these looks. */
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
      ...{ frames: mine(frames).length, looks: looks.length },
      latency: { median: latency(0.5), p95: latency(0.95) },
      held: Object.fromEntries(ends) as VariantSummary['held'],
    };
    return [title, summary] as const;
  });
  return {
    ...{ shown: summarisePeople(frames), recorded: summarisePeople(recorded) },
    variants: Object.fromEntries(variants),
  };
}

function summarisePeople(pictures: PersonLeft[]): PeopleSummary {
  const people = pictures.filter(({ residue }) => residue !== undefined);
  const judged = people.filter(({ person }) => person >= LEAST_PERSON);
  const small = people.filter(({ person }) => person < LEAST_PERSON);
  const worst = judged.reduce((a, b) => (b.residue! > a.residue! ? b : a), judged[0]!);
  return {
    ...{ pictures: pictures.length, judged: judged.length, small: small.length },
    mean: judged.reduce((sum, { residue }) => sum + residue!, 0) / judged.length,
    most: worst?.residue ?? 0,
    at: worst?.second ?? 0,
    smallShowing: small.filter(({ residue }) => residue! > 0.25).length,
    mostOfSmall: Math.max(0, ...small.map(({ residue, person }) => residue! * person)),
  };
}

/** The quantile of the first and of the last third; NaN where a third has nothing. */
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

/** @returns a sentence for every bound that is broken, also for what could not be told */
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
