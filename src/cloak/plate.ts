// What all implementations of the clean plate get for a frame. How it learns is in plate-rules.ts.
import type { Light } from './room/light.ts';
import type { Motion } from '../frame/motion.ts';
import { SWITCH_AFTER, SWITCH_AFTER_NEW, SWITCH_WHILE_LEARNING } from './plate-rules.ts';

/** What to hide in addition to the person: a small picture that covers the whole frame. */
export interface HideMap {
  /**
   * `[height, width, 2]`, 0..255: the alpha of what is hidden; and above 127 where nothing may be learned although the
   * frame is visible, because of a shadow.
   */
  data: Uint8Array;
  width: number;
  height: number;
}

/** Nothing is hidden but the person. */
export const NOTHING_HIDDEN: HideMap = { data: new Uint8Array(2), width: 1, height: 1 };

/** The light field (room/light-field.ts) in the form that the passes take. */
export interface FieldGrid {
  /** `[height, width, 4]`: the share by which R, G and B of the matched plate are brighter; 0 = unchanged. */
  data: Float32Array;
  width: number;
  height: number;
}

/** A frame's light relative to the plate's: frame = (gain x plate + offset) x (1 + field). */
export interface FrameLight {
  light: Light;
  field: FieldGrid;
}

/** The parameters with which the plate learns from a frame. */
export interface Observation {
  /** s since the last frame. */
  seconds: number;
  /** Differences up to this are noise, grey levels of 255. */
  tolerance: number;
  /** Whatever is visible is taken for the room at once. */
  isLearning: boolean;
}

/** What a plate knows, outside the graphics device. */
export interface PlateCopy {
  /** px */
  width: number;
  height: number;
  /** `[height, width, 4]`: colour in the plate's own light, and confidence, 0..255. */
  data: Uint8ClampedArray<ArrayBuffer>;
}

/** How the whole plate is adapted to a frame after the camera moved or the light changed. */
export interface Carry {
  /** Where the plate's content is in the frame; px of the frame, about its centre. */
  motion: Motion;
  /** Puts the plate into the frame's light, as set by the last `setLight`. */
  relight: boolean;
}

/** How long something else must be visible before it becomes the room, s: for a new pixel, and for a well-known one. */
export function patienceOf(isLearning: boolean): readonly [fresh: number, settled: number] {
  const settled = isLearning ? SWITCH_WHILE_LEARNING : SWITCH_AFTER;
  return [Math.min(SWITCH_AFTER_NEW, settled), settled];
}
