// The command line of `npm run evaluate`.
import { parseArgs } from 'node:util';
import { TIERS, type Tier } from '../../src/tier.ts';

export const USAGE =
  'npm run evaluate -- --cases DIR --out DIR [--variant ID] [--refiner ID|none] [--finder ID|none] ' +
  '[--picture-finder ID|none] [--bodies on|off] [--backend webgpu|webgl|wasm] [--plate on|off] [--texture on|off] [--features on|off] ' +
  '[--limit-frames N]';

export type Switch = 'on' | 'off';

export interface EvaluateOptions {
  /** The folder with the cases. */
  cases: string;
  /** The folder for the results; created if necessary. */
  out: string;
  /** If absent, the catalog's default. */
  variant?: string;
  /** "none" shows the generator's unrefined output; absent: the catalog's refiner. */
  refiner?: string;
  /** "none" leaves finding people to the segmenter; absent: the catalog's finder. */
  finder?: string;
  /** The same for the finder that sees the picture alone. */
  pictureFinder?: string;
  /** Whether people are also found as bodies. */
  bodies: Switch;
  /** If absent, the fastest tier that passes the self-check. */
  backend?: Tier;
  /** Whether a clip's frames share a clean plate. */
  plate: Switch;
  /** Whether fills get texture from the room. */
  texture: Switch;
  /** Whether the training package also measures the pairs, in Python. */
  features: Switch;
  /** Clips end after this many frames; absent: whole clips. */
  limitFrames?: number;
}

/** @throws with a sentence if an argument is missing, unknown or invalid */
export function readOptions(args: string[]): EvaluateOptions {
  const { cases, out, variant, refiner, finder, backend, ...rest } = parse(args);
  if (!cases) throw new Error(`--cases is missing: the folder with the cases. Usage: ${USAGE}`);
  if (!out) throw new Error(`--out is missing: the folder for the results. Usage: ${USAGE}`);
  if (backend !== undefined && !isTier(backend)) {
    throw new Error(`--backend must be one of ${TIERS.join(', ')}, not "${backend}".`);
  }
  const plate = readSwitch('plate', rest.plate);
  const texture = readSwitch('texture', rest.texture);
  const features = readSwitch('features', rest.features);
  return {
    cases,
    out,
    variant,
    refiner,
    finder,
    backend,
    plate,
    texture,
    features,
    pictureFinder: rest['picture-finder'],
    bodies: readSwitch('bodies', rest.bodies),
    limitFrames: readLimit(rest),
  };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args,
      options: {
        cases: text,
        out: text,
        variant: text,
        refiner: text,
        finder: text,
        'picture-finder': text,
        bodies: { ...text, default: 'on' },
        backend: text,
        plate: { ...text, default: 'on' },
        texture: { ...text, default: 'on' },
        features: { ...text, default: 'on' },
        'limit-frames': text,
      },
    }).values;
  } catch (error) {
    throw new Error(`${(error as Error).message}. Usage: ${USAGE}`, { cause: error });
  }
}

function isTier(name: string): name is Tier {
  return (TIERS as readonly string[]).includes(name);
}

function readSwitch(option: string, value: string): Switch {
  if (value === 'on' || value === 'off') return value;
  throw new Error(`--${option} must be on or off, not "${value}".`);
}

function readLimit({ 'limit-frames': text }: { 'limit-frames'?: string }): number | undefined {
  if (text === undefined) return undefined;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit > 0) return limit;
  throw new Error(`--limit-frames must be a whole number above 0, not "${text}".`);
}
