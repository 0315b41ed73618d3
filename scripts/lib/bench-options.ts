// The command line of `npm run bench`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BenchRequest } from '../../src/bench/window.ts';
import { TIERS, type Tier } from '../../src/tier.ts';
import { ROOT } from './paths.ts';

export const USAGE =
  'npm run bench -- [--out FILE] [--tiers webgpu,webgl,wasm] [--variants ID,ID] [--rounds N] [--frames N] ' +
  '[--quick]';

export interface BenchOptions extends BenchRequest {
  /** Where to write the report. If absent, it is only printed. */
  out?: string;
}

/** @throws Error with a sentence if an argument is unknown or invalid */
export function readBenchOptions(args: string[]): BenchOptions {
  const { out, quick, ...given } = parse(args);
  const variants = given.variants ? given.variants.split(',') : catalogVariants();
  const tiers = given.tiers.split(',');
  for (const tier of tiers) {
    if ((TIERS as readonly string[]).includes(tier)) continue;
    throw new Error(`--tiers takes ${TIERS.join(', ')}, not "${tier}". Usage: ${USAGE}`);
  }
  return {
    ...(out && { out }),
    tiers: tiers as Tier[],
    variants,
    quick,
    rounds: whole('rounds', given.rounds),
    frames: whole('frames', given.frames),
  };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args,
      options: {
        out: text,
        variants: text,
        tiers: { ...text, default: TIERS.join() },
        rounds: { ...text, default: '3' },
        frames: { ...text, default: '60' },
        quick: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new Error(`${(error as Error).message}. Usage: ${USAGE}`, { cause: error });
  }
}

function whole(option: string, value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`--${option} must be a whole number above 0, not "${value}".`);
}

/** The shipped ones, the default first. */
function catalogVariants(): string[] {
  const file = readFileSync(join(ROOT, 'models', 'catalog.json'), 'utf8');
  const catalog = JSON.parse(file) as { default: string; variants: string[] };
  return [catalog.default, ...catalog.variants.filter((id) => id !== catalog.default)];
}
