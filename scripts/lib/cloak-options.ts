// The command line of `vanish cloak`.
import { parseArgs } from 'node:util';
import { TIERS, type Tier } from '../../src/tier.ts';

export const USAGE = `vanish cloak FILES... --out DIR

Removes everybody from photos and films. FILES are files, folders, patterns ("films/**/*.mp4"), or - for a list on
standard input, one path per line.

  --out DIR          folder for the results: NAME-cloaked.jpg, .png, .mp4 or .webm
  --variant ID       the generator (default: the catalog's)
  --backend TIER     webgpu, webgl or wasm (default: the fastest that passes its check)
  --passes 1|2       films: with 2, learn the room from the whole film first (default: 2)
  --texture on|off   add detail from the room to what is invented (default: on)
  --resume           skip files that already have a result
  --shard I/N        process only the Ith of N equal parts, counted from 1
  --json FILE        write a report

Exits with 0 if all succeeded, 1 if some failed, 2 if the arguments are invalid.`;

export interface CloakOptions {
  /** As given. */
  files: string[];
  out: string;
  variant?: string;
  tier?: Tier;
  passes: 1 | 2;
  texture: boolean;
  resume: boolean;
  /** From 1 to `of`. */
  shard: { number: number; of: number };
  json?: string;
}

/** The arguments are invalid. The message is a sentence. */
export class UsageError extends Error {}

/** @throws UsageError */
export function readCloakOptions(args: string[]): CloakOptions {
  const { values, positionals } = parse(args);
  if (positionals.length === 0) throw new UsageError('Name the photos and films to cloak.');
  if (!values.out) throw new UsageError('--out is missing: the folder for the results.');
  const { backend, variant, json } = values;
  if (backend !== undefined && !(TIERS as readonly string[]).includes(backend)) {
    throw new UsageError(`--backend must be one of ${TIERS.join(', ')}, not "${backend}".`);
  }
  if (values.passes !== '1' && values.passes !== '2') {
    throw new UsageError(`--passes must be 1 or 2, not "${values.passes}".`);
  }
  if (values.texture !== 'on' && values.texture !== 'off') {
    throw new UsageError(`--texture must be on or off, not "${values.texture}".`);
  }
  return {
    files: positionals,
    out: values.out,
    ...(variant !== undefined && { variant }),
    ...(backend !== undefined && { tier: backend as Tier }),
    passes: values.passes === '1' ? 1 : 2,
    texture: values.texture === 'on',
    resume: values.resume,
    shard: readShard(values.shard),
    ...(json !== undefined && { json }),
  };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        out: text,
        variant: text,
        backend: text,
        json: text,
        passes: { ...text, default: '2' },
        texture: { ...text, default: 'on' },
        shard: { ...text, default: '1/1' },
        resume: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

function readShard(text: string): CloakOptions['shard'] {
  const [, number = 0, of = 0] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (number >= 1 && number <= of) return { number, of };
  throw new UsageError(`--shard must be like 2/3, from 1/3 to 3/3, not "${text}".`);
}
