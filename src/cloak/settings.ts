// The settings for the picture that is shown: the user's, and what the engine derives from them for a frame.
import { MARGIN } from '../frame/geometry.ts';
import type { Zone } from './zones.ts';

/**
 * cloaked: the result. split: the frame left of the handle, the result right of it. mask: the frame with the hole
 * tinted. plate: the clean plate as it is remembered. confidence: the frame in grey, tinted by what the plate knows:
 * seen, guessed, or nothing yet.
 */
export type View = 'cloaked' | 'split' | 'mask' | 'plate' | 'confidence';

export const VIEWS: readonly View[] = ['cloaked', 'split', 'mask', 'plate', 'confidence'];

/** Views of the clean plate: they show nothing while the room is not remembered. */
export const PLATE_VIEWS: readonly View[] = ['plate', 'confidence'];

/**
 * What a machine that is too slow does less often: nothing; learn the room; learn the room, and guess what was never
 * seen.
 */
export type Economy = 'none' | 'learning' | 'guessing';

/** In the order in which they are taken. */
export const ECONOMIES: readonly Economy[] = ['none', 'learning', 'guessing'];

export interface Settings {
  /** Off shows the frame unchanged. */
  cloak: boolean;
  view: View;
  /** Position of the split view's handle, 0 = left edge .. 1 = right edge. */
  split: number;
  /** Keeps the clean plate; if off, the generator fills each frame on its own. */
  remember: boolean;
  /** Whether the refiner, if there is one, processes what was invented. */
  refine: boolean;
  /**
   * Adds texture from the room to what was invented. That takes a second or two: while the room is remembered,
   * texture replaces the smooth fill once it is ready; frame by frame there is none, unless `waits` is on.
   */
  texture: boolean;
  /**
   * Offline mode: a frame waits for its texture. For single pictures, with `remember` off; and for films, where what
   * was never seen is guessed once and stays the same in every frame.
   */
  waits: boolean;
  /** How far the hole reaches past the person mask, a share of the frame's longest side; see MARGIN in geometry.ts. */
  margin: number;
  /**
   * Areas that always show the remembered room while the cloak is on. Nothing is learned there: they keep what was
   * known about the room when they were drawn.
   */
  zones: readonly Zone[];
  /**
   * While closed (true), no frame is used: the picture shows the remembered room, or plain grey where there is
   * none. `Pipeline.shut` closes it at once.
   */
  shutter: boolean;
  economy: Economy;
}

export const DEFAULT_SETTINGS: Readonly<Settings> = {
  cloak: true,
  view: 'cloaked',
  split: 0.5,
  remember: true,
  refine: true,
  texture: true,
  waits: false,
  margin: MARGIN.least,
  zones: [],
  shutter: false,
  economy: 'none',
};

/** What a closed shutter shows: the remembered room, or one plain colour where there is none. */
export type ShutterShows = 'room' | 'plain';
