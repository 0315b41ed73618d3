// What can be chosen about the picture that is shown.
import { MARGIN } from '../frame/geometry.ts';
import type { Zone } from './zones.ts';

/** cloaked: the result. split: the frame left of the handle, the result right of it.
 * mask: the frame with the hole tinted. plate: the clean plate as it is remembered.
 * confidence: the frame in grey, tinted by what the plate knows: seen, guessed, or nothing yet. */
export type View = 'cloaked' | 'split' | 'mask' | 'plate' | 'confidence';

export const VIEWS: readonly View[] = ['cloaked', 'split', 'mask', 'plate', 'confidence'];

/** Views of the clean plate: there is nothing to see in them while the room is not remembered. */
export const PLATE_VIEWS: readonly View[] = ['plate', 'confidence'];

export interface Settings {
  /** Off shows the frame as it is. */
  cloak: boolean;
  view: View;
  /** Where the split view's handle stands, 0 = left edge .. 1 = right edge. */
  split: number;
  /** Keeps the clean plate; off, the generator works frame by frame on its own. */
  remember: boolean;
  /** What was invented goes through the refiner, where there is one. */
  refine: boolean;
  /**
   * What was invented gets texture from the room. It takes a second or two: while the room is remembered it follows the
   * smooth fill; frame by frame there is none, unless frames wait.
   */
  texture: boolean;
  /**
   * Nobody looks on live: a frame waits for its texture. For pictures on their own, with `remember` off; and for films,
   * where what was never seen is then guessed once and stays the same in every frame.
   */
  waits: boolean;
  /** How far the hole reaches past the person mask, a share of the frame's longest side; see MARGIN in geometry.ts. */
  margin: number;
  /**
   * Areas that always show the remembered room, where the cloak is on. Nothing is learnt of what shows there: they keep
   * what was known of the room when they came.
   */
  zones: readonly Zone[];
  /**
   * Closed (true), no frame is taken in: the picture is the room as remembered, or plain where nothing is. `Pipeline.shut`
   * closes it at once.
   */
  shutter: boolean;
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
};

/** What a closed shutter shows: the remembered room, or one plain colour where there is none. */
export type ShutterShows = 'room' | 'plain';
