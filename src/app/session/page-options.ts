// What the page's address may ask for:
// ?tier=webgpu|webgl|wasm&variant=ID&source=camera|demo&only=picture.
import { TIERS, type Tier } from '../../tier.ts';

export interface PageOptions {
  /** Forces a tier. Default: the fastest that passes the self-check. */
  tier?: Tier;
  /** A variant's id. Default: the one of last time, or the catalog's. */
  variant?: string;
  /** Starts without a click. Default: nothing starts, unless there is no camera. */
  source?: 'camera' | 'demo';
  /** Nothing but the picture: for programs that take a window's. */
  only?: 'picture';
  /** A sentence about a part of the address that means nothing. */
  problem?: string;
}

const SOURCES = ['camera', 'demo'] as const;
const ONLY = ['picture'] as const;

/** @param search as in `location.search`, with or without the question mark */
export function readPageOptions(search: string): PageOptions {
  const query = new URLSearchParams(search);
  const options: PageOptions = {};

  /** The parameter's value if it is one of the allowed ones; else says so in `problem`. */
  function choose<Value extends string>(name: string, allowed: readonly Value[]) {
    const given = query.get(name);
    const value = allowed.find((each) => each === given);
    if (given !== null && value === undefined) {
      options.problem =
        `The address asks for ${name}=${given}, which does not exist. Vanish ignores it. ` +
        `It can be ${allowed.join(', ')}.`;
    }
    return value;
  }

  options.tier = choose('tier', TIERS);
  options.source = choose('source', SOURCES);
  options.only = choose('only', ONLY);
  options.variant = query.get('variant') ?? undefined;
  return options;
}
