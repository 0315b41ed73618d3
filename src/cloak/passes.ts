// What the image passes of a tier offer to the pipeline. There are two forms: WGSL (webgpu/) for
// the WebGPU tier, and WebGL 2 (webgl/) for both lower tiers.
import type { PersonMask } from '../segmentation/person-mask.ts';
import type { Rect } from './geometry.ts';
import type { View } from './settings.ts';

export interface Look {
  view: View;
  /** The split view's handle, a share of the width. */
  split: number;
  /** False shows the frame as it is. */
  cloak: boolean;
}

/** The number by which the compose shaders know what to draw. */
export function pictureCode(look: Look | 'hole'): number {
  if (look === 'hole') return 4;
  if (!look.cloak) return 3;
  return { cloaked: 0, split: 1, mask: 2 }[look.view];
}

export interface Passes {
  /** Takes in a frame; the passes below work on it until the next one. It stays the caller's. */
  begin(frame: VideoFrame): void;
  /** Grows the person mask and feathers it outwards: the hole. */
  hole(mask: PersonMask): void;
  /** Cuts the crop out of the frame and fills its hole smoothly: the generator's input. */
  prefill(crop: Rect): void;
  /** Runs the generator on its input. Its answer is the fill of the crop. */
  generate(): Promise<void>;
  /**
   * Draws the picture, or the hole's alpha in grey. Without a crop there is nobody in the frame,
   * and the frame is shown.
   */
  compose(look: Look | 'hole', crop: Rect | undefined): void;
  /** Resolves when the machine has done all passes so far. */
  finished(): Promise<void>;
  /** The generator's input as `prefill` left it: [height, width, 4] in the card's range. */
  readInput(): Promise<Float32Array>;
  dispose(): void;
}
