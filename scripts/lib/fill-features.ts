// The feature distance and the sharpness of fills, measured by the training package (`vanish measure`), which also
// measures baselines for comparison. The definitions exist only there.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseResult } from '../../src/evaluate/messages.ts';
import type { Metrics } from '../../src/evaluate/metrics/measure.ts';
import { ROOT } from './paths.ts';
import { ensurePython } from './python.ts';
import { run } from './run.ts';

/**
 * One fill over one region at one size, for one case or as means over cases: see
 * training/vanish/measure/frame_measures.py.
 */
export interface FillRow {
  /** "Vanish", a baseline's name, or "truth". */
  fill: string;
  /** The hole that the fill was given: "page's hole" or "case's mask"; null for the truth. */
  hole: string | null;
  /** The region that it is measured over: the same two. */
  over: string;
  /** "256 px" or "own pixels". */
  size: string;
  [metric: string]: string | number | null;
}

export interface FillFeatures {
  /** Means and medians over the cases. */
  table: FillRow[];
  rows: (FillRow & { case: string })[];
  /** A sentence for each case that could not be measured. */
  leftOut: string[];
}

/** The file that `vanish measure` writes into the folder of the outputs. */
const FILE = 'features.json';

/** Time for Python to load, and for each case, ms. Generous, but it ends a hang. */
const TIME_TO_START = 180_000;
const TIME_PER_CASE = 60_000;

/** The tools for measuring; replaced in tests. */
export interface Measurer {
  /** See python.ts. */
  python: () => string;
  start: typeof run;
}

/**
 * Measures the pairs among the results, and prints a table.
 * @param directory the folder of the cases
 * @param out the folder of the outputs, where features.json goes
 * @returns undefined if there is no pair
 * @throws with a sentence if there is no Python to do it, or it fails
 */
export function measureFeatures(
  directory: string,
  out: string,
  results: CaseResult[],
  { python, start }: Measurer = { python: ensurePython, start: run },
): FillFeatures | undefined {
  const file = join(out, FILE);
  rmSync(file, { force: true }); // an earlier evaluation's would pass for this one's
  const pairs = results.filter(({ kind }) => kind === 'pair');
  if (pairs.length === 0) return undefined;

  console.log(
    'Feature distance and sharpness, by the training package (skip with --features off):',
  );
  const program = python();
  const folders = ['--cases', directory, '--out', out];
  const only = pairs.map(({ name }) => `--only=${name}`);
  const code = start(program, ['-m', 'vanish', 'measure', ...folders, ...only], {
    cwd: join(ROOT, 'training'),
    timeout: TIME_TO_START + pairs.length * TIME_PER_CASE,
  });
  if (code !== 0 || !existsSync(file))
    throw new Error('Python ended early; what it says above tells why.');
  return JSON.parse(readFileSync(file, 'utf8')) as FillFeatures;
}

/** The results with the fill's own figures added to their metrics, and all rows of the case as `fills`. */
export function withFeatures(
  results: CaseResult[],
  { rows }: FillFeatures,
): (CaseResult & { fills?: FillRow[] })[] {
  return results.map((result) => {
    const own = rows.filter((row) => row.case === result.name);
    if (own.length === 0) return result;
    const fills = own.map(({ case: _, ...row }) => row);
    return { ...result, metrics: { ...result.metrics, ...headline(fills) }, fills };
  });
}

/** The output's figures in the hole, as training measures them: on the crop around it at 256x256. */
function headline(rows: FillRow[]): Metrics {
  const row = rows.find(
    ({ fill, over, size }) => fill === 'Vanish' && over === "page's hole" && size === '256 px',
  );
  const number = (name: string) => (typeof row?.[name] === 'number' ? row[name] : undefined);
  const metrics: Metrics = {
    featureHole: number('feature'),
    featureOfTelea: number('featureShare'),
    sharpnessOfTruth: number('ofTruth'),
  };
  return Object.fromEntries(Object.entries(metrics).filter(([, value]) => value !== undefined));
}
