// What the page remembers of the person's choices until the next visit. Never the cloak or the view: the page
// always begins cloaked.
import { MARGIN } from '../../frame/geometry.ts';
import type { Zone } from '../../cloak/zones.ts';
import { LANGUAGES, type Language } from '../words/words.svelte.ts';

export interface Preferences {
  /** Whether the room is remembered. */
  remember: boolean;
  /** Where the line between before and after stands, 0..1. */
  split: number;
  /** How far the hole reaches past a person, a share of the picture's longest side. */
  margin: number;
  /** Whether the page shows the picture as a mirror does. */
  mirror: boolean;
  /** The camera's id. */
  camera: string;
  /** Of the camera's picture, px. */
  height: number;
  /** Of the camera, frames a second. */
  frameRate: number;
  /** The variant's id. */
  variant: string;
  /** The zones, by what they were drawn on: a camera, a film. */
  zones: Readonly<Record<string, readonly Zone[]>>;
  /** Whether the first steps were shown. */
  hasSeenGuide: boolean;
  /** In which the page speaks, where somebody chose it. */
  language: Language;
  /** Ids of clips that were deleted while that could be taken back: they go at the next visit, if not before. */
  deletedClips: readonly string[];
}

const KEY = 'vanish-choices';

const isAboveZero = (value: unknown) => typeof value === 'number' && value > 0;

const isZone = (value: unknown): boolean => {
  const { kind, places, radius } = (value ?? {}) as Partial<Zone>;
  return (
    (kind === 'stroke' || kind === 'area') &&
    Number.isFinite(radius) &&
    Array.isArray(places) &&
    places.length > 0 &&
    places.every(
      (place) => Array.isArray(place) && place.length === 2 && place.every(Number.isFinite),
    )
  );
};

const CHECKS: { [Name in keyof Preferences]: (value: unknown) => boolean } = {
  remember: (value) => typeof value === 'boolean',
  split: (value) => typeof value === 'number' && value >= 0 && value <= 1,
  margin: (value) => typeof value === 'number' && value >= MARGIN.least && value <= MARGIN.most,
  zones: (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((zones) => Array.isArray(zones) && zones.every(isZone)),
  mirror: (value) => typeof value === 'boolean',
  camera: (value) => typeof value === 'string',
  height: isAboveZero,
  frameRate: isAboveZero,
  hasSeenGuide: (value) => typeof value === 'boolean',
  variant: (value) => typeof value === 'string',
  language: (value) => LANGUAGES.some((each) => each === value),
  deletedClips: (value) => Array.isArray(value) && value.every((id) => typeof id === 'string'),
};

/** What was chosen earlier; what is missing or makes no sense is left out. */
export function readPreferences(storage: () => Storage = browserStorage): Partial<Preferences> {
  try {
    const kept: unknown = JSON.parse(storage().getItem(KEY) ?? '{}');
    const isRight = ([name, value]: [string, unknown]) =>
      CHECKS[name as keyof Preferences]?.(value);
    return Object.fromEntries(Object.entries(kept ?? {}).filter(isRight));
  } catch {
    return {}; // no storage in this window, or something else wrote there
  }
}

/** Remembers choices beside those of before; does nothing where the browser keeps nothing. */
export function keepPreferences(
  changes: Partial<Preferences>,
  storage: () => Storage = browserStorage,
): void {
  try {
    const all = { ...readPreferences(storage), ...changes };
    storage().setItem(KEY, JSON.stringify(all));
  } catch {
    // then the next visit begins as the first did
  }
}

function browserStorage(): Storage {
  return localStorage;
}
