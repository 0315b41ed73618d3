// Finds out by trying what a file does not say: each form that may be meant runs once on a made hole, and the one whose
// answer is most like the picture around the hole, and plausible in it, is taken.
import type { OnnxForm, Range } from './form.ts';
import { RANGES } from './form.ts';
import { distanceOf, type Distance, type MadeHole } from './made-hole.ts';
import { errorFrom } from '../../sentence-of.ts';
import { fromOutput } from './tensors.ts';
import type { TensorType } from './read-onnx.ts';

/** What a network gave, as it lies in its output. */
export interface RawAnswer {
  type: TensorType;
  data: Float32Array | Uint16Array | Uint8Array;
}

export type RunForm = (form: OnnxForm) => Promise<RawAnswer>;

export interface Found {
  form: OnnxForm;
  /** Of `form` on the made hole: [height, width, 3], 0..1. */
  fill: Float32Array;
  distance: Distance;
  /** Whether the answer is plausible; otherwise nothing can be told, and the form is the most usual. */
  isTold: boolean;
  /** How many forms were tried, of how many. */
  tried: number;
  of: number;
}

/** Further than this from the picture (both parts of the distance together) nothing can be told. */
const PLAUSIBLE = 0.25;
/** So near there is no need to try others; .. */
const RIGHT = 0.03;
/** .. or so near, where trying has taken longer than this, ms. */
const GOOD = 0.15;
const GOOD_AFTER = 5000;
/** Another form must be better by this factor than one that is more usual. */
const BETTER_BY = 0.85;
/** No other is tried after so long, ms. */
const TRIES_FOR = 45_000;

/**
 * @param report told how many forms were tried, of how many
 * @throws what `run` throws, where no form runs
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

/** One form alone, as a person corrected it. */
export async function tryForm(form: OnnxForm, hole: MadeHole, run: RunForm): Promise<Found> {
  const found = judge(form, await run(form), hole);
  return { ...found, isTold: totalOf(found) < PLAUSIBLE, tried: 1, of: 1 };
}

function judge(form: OnnxForm, { data, type }: RawAnswer, hole: MadeHole): Found {
  const fill = fromOutput(data, type, form.outputRange);
  return { form, fill, distance: distanceOf(hole, fill), isTold: false, tried: 1, of: 1 };
}

/** One answer serves for all ranges that it may be in, the input's own first. */
function withRanges(form: OnnxForm, type: TensorType): OnnxForm[] {
  if (type === 'uint8') return [form];
  const others = RANGES.filter((range: Range) => String(range) !== String(form.outputRange));
  return [form, ...others.map((outputRange) => ({ ...form, outputRange }))];
}

function totalOf({ distance }: Found): number {
  return distance.outside + distance.inside;
}
