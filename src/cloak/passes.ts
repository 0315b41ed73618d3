// What the image passes of a tier offer to the pipeline. There are two forms: WGSL (webgpu/) for
// the WebGPU tier, and WebGL 2 (webgl/) for both lower tiers.
import type { PersonMask } from '../segmentation/person-mask.ts';
import type { Rect } from './geometry.ts';
import type { View } from './settings.ts';
import type { Way } from './way.ts';

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
  return { cloaked: 0, split: 1, mask: 2, plate: 0, confidence: 0 }[look.view];
}

/** The number by which the compose shaders know whose alpha counts: 1 hole, 2 matte, 3 both. */
export function alphaCode({ findsPerson, givesMatte }: Way): number {
  if (findsPerson) return 2;
  return givesMatte ? 3 : 1;
}

export interface Passes {
  /** Takes in a frame; the passes below work on it until the next one. It stays the caller's. */
  begin(frame: VideoFrame): void;
  /** Grows the person mask and feathers it outwards: the hole. */
  hole(mask: PersonMask): void;
  /**
   * Cuts the crop out of the frame and makes the generator's input of it, whose hole is the last one
   * that `hole` made; for a variant that finds the person itself there is none.
   */
  cut(crop: Rect): void;
  /** Runs the generator on its input. Its answer is the fill of the crop, maybe with a matte. */
  generate(): Promise<void>;
  /**
   * Draws the picture, or the hole's alpha in grey (what `hole` made, without any matte). Without a
   * crop there is nobody in the frame, and the frame is shown.
   */
  compose(look: Look | 'hole', crop: Rect | undefined): void;
  /** Resolves when the machine has done all passes so far. */
  finished(): Promise<void>;
  /** The generator's input as `cut` left it: [height, width, channels] in the card's range. */
  readInput(): Promise<Float32Array>;
  dispose(): void;
}
