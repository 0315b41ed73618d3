// The inputs of the hole stage, which are the same in every form of the passes.
import type { PersonMask } from '../frame/person-mask.ts';
import type { HideMap } from './plate.ts';

/** Nothing is hidden besides the person. */
export const NOTHING_HIDDEN: HideMap = { data: new Uint8Array(2), width: 1, height: 1 };

export interface HoleWish {
  mask: PersonMask;
  /** How far the mask grows, a share of the frame's longest side. */
  margin: number;
  hide?: HideMap;
  /** px */
  frameWidth: number;
  frameHeight: number;
}
