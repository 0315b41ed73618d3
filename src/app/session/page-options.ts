// What the page's address may ask for:
// ?tier=webgpu|webgl|wasm&variant=ID&source=camera|demo&only=picture&size=1280x720&lang=en|de.
import { TIERS, type Tier } from '../../tier.ts';
import { LANGUAGES, type Language } from '../words/languages.ts';
import { t } from '../words/words.svelte.ts';

/** In CSS pixels. */
export interface PictureSize {
  width: number;
  height: number;
}

export interface PageOptions {
  /** Forces a tier. Default: the fastest that passes the self-check. */
  tier?: Tier;
  /** A variant's id. Default: the one used last time, or the catalog's. */
  variant?: string;
  /** Starts without a click. Default: nothing starts, unless there is no camera. */
  source?: 'camera' | 'demo';
  /** Shows nothing but the picture, for programs that capture a window. */
  only?: 'picture';
  /** The size of the picture alone, and what to ask of a camera. Default: the window's size. */
  size?: PictureSize;
  /** Default: the browser's, or the one chosen on the page. */
  lang?: Language;
  /** A sentence about an invalid part of the address. */
  problem?: string;
}

const SOURCES = ['camera', 'demo'] as const;
const ONLY = ['picture'] as const;

/** @param search as in `location.search`, with or without the question mark */
export function readPageOptions(search: string): PageOptions {
  const query = new URLSearchParams(search);
  const options: PageOptions = {};

  /** The parameter's value if it is allowed; otherwise sets `problem`. */
  function choose<Value extends string>(name: string, allowed: readonly Value[]) {
    const given = query.get(name);
    const value = allowed.find((each) => each === given);
    if (given !== null && value === undefined) {
      options.problem = t().page.addressProblem(`${name}=${given}`, allowed.join(', '));
    }
    return value;
  }

  options.tier = choose('tier', TIERS);
  options.source = choose('source', SOURCES);
  options.only = choose('only', ONLY);
  options.lang = choose('lang', LANGUAGES);
  options.variant = query.get('variant') ?? undefined;
  const size = query.get('size');
  if (size !== null) {
    options.size = readSize(size);
    if (!options.size) options.problem = t().page.addressProblem(`size=${size}`, t().page.aSize);
  }
  return options;
}

/** Allowed range for a camera or a window, px. */
const SIDES = { least: 16, most: 7680 };

/** @param text for example "1280x720" */
function readSize(text: string): PictureSize | undefined {
  const [, width, height] = /^(\d{1,5})[x×](\d{1,5})$/i.exec(text) ?? [];
  const sides = [Number(width), Number(height)] as const;
  if (sides.some((side) => !(side >= SIDES.least && side <= SIDES.most))) return undefined;
  return { width: sides[0], height: sides[1] };
}
