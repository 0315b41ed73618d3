// The clean plate's numbers: how fast it learns, and what both forms of the passes are told of a frame.
import type { Light } from './room/light.ts';
import type { Motion } from '../frame/motion.ts';

/** How a plate pixel learns. Times in seconds of the frames' own time. */
export const PLATE = {
  /** An observation never moves the running mean by less than this share: it follows slow changes. */
  slowest: 0.05,
  /** Something else than the plate knows must show for so long before it counts as the room. */
  switchAfter: 1.2,
  /** The first look at it counts for no more than this, however long ago the frame before was. */
  firstLook: 0.1,
  /** The same for a pixel that was seen in a few frames only. */
  switchAfterNew: 0.12,
  /** The same while the room is being learnt on demand. */
  switchWhileLearning: 0.2,
};

/** What is hidden beside the person: a small picture that covers the whole frame. */
export interface HideMap {
  /**
   * `[height, width, 2]`, 0..255: alpha of what is hidden; and above 127 where nothing may be learnt of
   * what shows, because it is a shadow.
   */
  data: Uint8Array;
  width: number;
  height: number;
}

/** The light field (room/light-field.ts) as the passes take it. */
export interface FieldGrid {
  /** `[height, width, 4]`: by what share R, G and B of the matched plate are brighter; 0 = not at all. */
  data: Float32Array;
  width: number;
  height: number;
}

/** The light of a frame against that of the plate: frame = (gain x plate + offset) x (1 + field). */
export interface FrameLight {
  light: Light;
  field: FieldGrid;
}

/** What a plate pixel learns from a frame with. */
export interface Observation {
  /** Since the frame before, s. */
  seconds: number;
  /** Differences up to this are noise, grey levels of 255. */
  tolerance: number;
  /** Whatever shows is taken for the room at once. */
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
  /** Where the plate's content is found in the frame; px of the frame, about its centre. */
  motion: Motion;
  /** Puts the plate into the frame's light, as it was last set. */
  relight: boolean;
}
