// The clean plate's constants and types: how fast it learns, and what the passes of every tier are told about a
// frame.
import type { Light } from './room/light.ts';
import type { Motion } from '../frame/motion.ts';

/** How a plate pixel learns. Times are seconds of the frames' own clock. */
export const PLATE = {
  /** An observation always moves the running mean by at least this share, so that it follows slow changes. */
  slowest: 0.05,
  /** Something other than the plate's content must be visible for this long before it counts as the room. */
  switchAfter: 1.2,
  /** The first observation of it counts for at most this, however long ago the last frame was. */
  firstLook: 0.1,
  /** Replaces `switchAfter` for a pixel that was seen in a few frames only. */
  switchAfterNew: 0.12,
  /** Replaces `switchAfter` while the room is being learnt on demand. */
  switchWhileLearning: 0.2,
};

/** What to hide besides the person: a small picture that covers the whole frame. */
export interface HideMap {
  /**
   * `[height, width, 2]`, 0..255: the alpha of what is hidden; and above 127 where nothing may be learnt although the
   * frame is visible, because of a shadow.
   */
  data: Uint8Array;
  width: number;
  height: number;
}

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

/** How the whole plate is brought over to a frame after the camera moved or the light changed. */
export interface Carry {
  /** Where the plate's content is in the frame; px of the frame, about its centre. */
  motion: Motion;
  /** Puts the plate into the frame's light, as set by the last `setLight`. */
  relight: boolean;
}
