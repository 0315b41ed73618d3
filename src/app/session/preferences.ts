// The user's choices that the page remembers between visits. The cloak and the view are not among them: the page always
// starts cloaked.
import { MARGIN } from '../../frame/geometry.ts';
import type { Zone } from '../../cloak/zones.ts';
import { LANGUAGES, type Language } from '../words/languages.ts';
import { readKept, writeKept } from './kept-choices.ts';

export interface Preferences {
  /** Whether the room is remembered. */
  remember: boolean;
  /** The position of the line between before and after, 0..1. */
  split: number;
  /** How far the hole extends beyond a person, as a share of the picture's longest side. */
  margin: number;
  /** Whether the page mirrors the picture. */
  mirror: boolean;
  /** The camera's id. */
  camera: string;
  /** Of the camera's picture, px. */
  height: number;
  /** Of the camera, frames per second. */
  frameRate: number;
  /** The variant's id. */
  variant: string;
  /** The zones, by what they were drawn on: a camera, a film. */
  zones: Readonly<Record<string, readonly Zone[]>>;
  /** Whether the first steps were shown. */
  hasSeenGuide: boolean;
  /** The page's language, if the user chose one. */
  language: Language;
  /** Ids of deleted clips that can still be restored. They are deleted at the next visit at the latest. */
  deletedClips: readonly string[];
}

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

/** The stored choices. Missing and invalid ones are left out. */
export function readPreferences(storage?: () => Storage): Partial<Preferences> {
  const isRight = ([name, value]: [string, unknown]) => CHECKS[name as keyof Preferences]?.(value);
  return Object.fromEntries(Object.entries(readKept(storage)).filter(isRight));
}

/** Stores choices along with the earlier ones. Does nothing if the browser has no storage. */
export function keepPreferences(changes: Partial<Preferences>, storage?: () => Storage): void {
  writeKept({ ...readPreferences(storage), ...changes }, storage);
}
