// Finds out by trial what a file does not say. Each possible form runs once on a synthetic hole. The winner is the one
// whose answer best matches the picture around the hole and is plausible inside it.
import type { OnnxForm, Range } from './form.ts';
import { RANGES } from './form.ts';
import { distanceOf, type Distance, type MadeHole } from './made-hole.ts';
import { errorFrom } from '../../sentence-of.ts';
import { fromOutput } from './tensors.ts';
import type { TensorType } from './read-onnx.ts';

/** A network's raw answer, laid out as in its output. */
export interface RawAnswer {
  type: TensorType;
  data: Float32Array | Uint16Array | Uint8Array;
}

export type RunForm = (form: OnnxForm) => Promise<RawAnswer>;

export interface Found {
  form: OnnxForm;
  /** The answer of `form` on the synthetic hole: [height, width, 3], 0..1. */
  fill: Float32Array;
  distance: Distance;
  /** Whether the answer is plausible. If not, nothing can be concluded, and the form is the most usual one. */
  isTold: boolean;
  /** How many forms were tried, out of how many. */
  tried: number;
  of: number;
}

/** At a greater distance than this (both parts added), nothing can be concluded. */
const PLAUSIBLE = 0.25;
/** At this distance, others need not be tried; .. */
const RIGHT = 0.03;
/** .. or at this one, once the trials have taken longer than this, ms. */
const GOOD = 0.15;
const GOOD_AFTER = 5000;
/** To win over a more usual form, another must be better by this factor. */
const BETTER_BY = 0.85;
/** No further form is tried after this long, ms. */
const TRIES_FOR = 45_000;

/**
 * @param report called with how many forms were tried, out of how many
 * @throws whatever `run` throws, if no form runs
 */
export async function tryForms(
  candidates: readonly OnnxForm[],
  hole: MadeHole,
  run: RunForm,
  report: (tried: number, of: number) => void = () => {},
): Promise<Found> {
  const began = performance.now();
  let first: Found | undefined;
  let best: Found | undefined;
  let failure: Error | undefined;
  let tried = 0;
  for (const candidate of candidates) {
    report(tried, candidates.length);
    tried++;
    try {
      const answer = await run(candidate);
      for (const form of withRanges(candidate, answer.type)) {
        const found = judge(form, answer, hole);
        first ??= found;
        if (!best || totalOf(found) < BETTER_BY * totalOf(best)) best = found;
      }
    } catch (error) {
      failure ??= errorFrom(error); // others may run
    }
    const spent = performance.now() - began;
    const isGood = best && totalOf(best) < (spent > GOOD_AFTER ? GOOD : RIGHT);
    if (isGood || spent > TRIES_FOR) break;
  }
  if (!first || !best) throw failure ?? new Error('There is no form to try.');
  const isTold = totalOf(best) < PLAUSIBLE;
  return { ...(isTold ? best : first), isTold, tried, of: candidates.length };
}

/** Tries a single form, as the user corrected it. */
export async function tryForm(form: OnnxForm, hole: MadeHole, run: RunForm): Promise<Found> {
  const found = judge(form, await run(form), hole);
  return { ...found, isTold: totalOf(found) < PLAUSIBLE, tried: 1, of: 1 };
}

function judge(form: OnnxForm, { data, type }: RawAnswer, hole: MadeHole): Found {
  const fill = fromOutput(data, type, form.outputRange);
  return { form, fill, distance: distanceOf(hole, fill), isTold: false, tried: 1, of: 1 };
}

/** One answer is judged in all possible ranges, the input's own first. */
function withRanges(form: OnnxForm, type: TensorType): OnnxForm[] {
  if (type === 'uint8') return [form];
  const others = RANGES.filter((range: Range) => String(range) !== String(form.outputRange));
  return [form, ...others.map((outputRange) => ({ ...form, outputRange }))];
}

function totalOf({ distance }: Found): number {
  return distance.outside + distance.inside;
}
