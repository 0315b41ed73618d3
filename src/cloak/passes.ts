// What the image passes offer to the pipeline. There are three forms: WGSL (webgpu/) for the WebGPU tier; for both lower
// tiers WebGL 2 (webgl/), or the processor (cpu/) where that would compute WebGL too.
import type { Network } from '../models/network.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import type { Fill, FillPlace } from './fill.ts';
import type { Rect } from '../frame/geometry.ts';
import type { Carry, FrameLight, HideMap, Observation, PlateCopy } from './plate.ts';
import * as codes from './picture-codes.ts';
import type { View } from './settings.ts';
import type { Way } from '../models/way.ts';

export interface Look {
  view: View;
  /** The split view's handle, a share of the width. */
  split: number;
  /** False shows the frame as it is. */
  cloak: boolean;
}

/** Grey of what covers the canvas where nothing is to be shown, 0..1; in the shaders, of what the plate never saw. */
export const COVER = 0.06;

const VIEWS: Readonly<Record<View, number>> = {
  cloaked: codes.VIEW_CLOAKED,
  split: codes.VIEW_SPLIT,
  mask: codes.VIEW_MASK,
  plate: codes.VIEW_PLATE,
  confidence: codes.VIEW_CONFIDENCE,
};

/** The number by which the shaders know what to draw: a view, the hole's alpha, the plate's confidence, the plate itself. */
export function pictureCode(look: Look | 'hole' | 'known' | 'all'): number {
  if (look === 'hole') return codes.VIEW_HOLE;
  if (look === 'known') return codes.VIEW_KNOWN;
  if (look === 'all') return codes.VIEW_ALL;
  return look.cloak ? VIEWS[look.view] : codes.VIEW_FRAME;
}

/** The number by which the compose shaders know whose alpha counts. */
export function alphaCode({ findsPerson, givesMatte }: Way): number {
  if (findsPerson) return codes.ALPHA_OF_MATTE;
  return givesMatte ? codes.ALPHA_OF_BOTH : codes.ALPHA_OF_HOLE;
}

/** The generator's input, as the passes hold it. */
export type Input = FillPlace;

/** The room at frame size, where it is known, for what makes texture out of it. */
export interface RoomPicture extends FillPlace {
  /** px */
  width: number;
  height: number;
  /**
   * [height, width, 4]. RGB: the room in the frame's light where it is known, the fill elsewhere. A: 255 known, 128
   * known and not to be copied from (right beside the hole), 0 not known.
   */
  data: Uint8ClampedArray<ArrayBuffer>;
}

export interface Passes {
  /** Takes in a frame; the passes below work on it until the next one. It stays the caller's, and open meanwhile. */
  begin(frame: VideoFrame): Promise<void> | void;
  /**
   * Grows the person mask and feathers it outwards: the hole.
   * @param margin how far it grows, a share of the frame's longest side
   * @param hide what is hidden beside the person
   */
  hole(mask: PersonMask, margin: number, hide?: HideMap): void;
  /**
   * Cuts the crop out of the frame and makes the generator's input of it, whose hole is the last one
   * that `hole` made; for a variant that finds the person itself there is none.
   * @returns what the input is of; it is good until the next cut, of the frame or of the plate
   */
  cut(crop: Rect): Input;
  /**
   * Runs the generator on the input as it is now. Its answer is the fill of the crop, maybe with a matte.
   * @param refines whether the refiner, where there is one, goes over it
   * @param quickly whether what stands in for a slow generator answers in its place
   * @returns the caller's, who gives it back
   */
  generate(input: Input, refines: boolean, quickly?: boolean): Promise<Fill>;
  /** Whether the generator takes so long that no frame may wait for it. */
  readonly isSlow: boolean;
  /**
   * Reads back what the frame shows of the room, with the fill in its hole. Drawn at once: the next frame's passes may
   * follow before it resolves.
   */
  readRoom(fill: Fill): Promise<RoomPicture>;
  /** Uploads a picture as a fill, for ways without a matte. @returns the caller's, who gives it back */
  fillFrom(picture: RoomPicture): Fill;
  /**
   * Draws the picture with the fill in the frame's hole, or the hole's alpha in grey (what `hole` made, without any
   * matte). Where there is no fill the hole is black; a look without the cloak shows the frame.
   * @param coversHole covers the hole by one plain colour, whatever the fill is. Default: no
   */
  compose(look: Look | 'hole', fill?: Fill, coversHole?: boolean): void;
  /**
   * Draws one plain colour over all of the canvas. Needs no frame.
   * @param size what the canvas is to have, px; default: as it is
   */
  cover(size?: { width: number; height: number }): void;
  /**
   * Goes on with another generator, which runs in the same tier. The one before is no longer used, and
   * what is known of the room stays.
   */
  setGenerator(generator: Network, way: Way): void;
  /** The clean plate. */
  plate: PlatePasses;
  /** Resolves with the cause when the graphics device or context is taken away; nothing is drawn from then on. */
  readonly lost: Promise<string>;
  /** Resolves when the machine has done all passes so far. @throws Error if the device is lost */
  finished(): Promise<void>;
  /** The generator's input as `cut` left it: [height, width, channels] in the card's range. */
  readInput(): Promise<Float32Array>;
  /** How many fills were made and not given back; for tests. */
  readonly fillCount: number;
  dispose(): void;
}

/**
 * The clean plate at frame size. A frame's passes on it, in this order: `carry` and `setLight`, `forgetIn`, `hole`
 * (above), `observe`, `cut` and `generate` (above) and `observe` once more when the generator is
 * needed, `reveal`.
 */
export interface PlatePasses {
  /** Nothing was ever seen. */
  forget(): void;
  /** Nothing was ever seen in these parts of it. */
  forgetIn(parts: readonly Rect[]): void;
  /** How the frame's light differs from the plate's, for all that follows. */
  setLight(light: FrameLight): void;
  /** Brings the whole plate over to the frame. */
  carry(carry: Carry): void;
  /**
   * Learns from the frame: outside the hole what shows, inside it the fill where nothing else is known.
   * @param fill of what this plate's `cut` gave, since the last `carry`
   * @param rate by what share guesses of before move towards it, 0..1. Default: not at all
   */
  observe(observation: Observation, fill?: Fill, rate?: number): void;
  /** As `readRoom` above, with all that was ever seen: what is not known is what the frame's hole hides and the plate lacks. */
  readRoom(fill: Fill): Promise<RoomPicture>;
  /** As `cut` above, but out of what is known of the room: its hole is what was never seen. */
  cut(crop: Rect): Input;
  /** Draws the picture with the plate in its hole, the hole's alpha, or the plate's confidence in grey. */
  reveal(look: Look | 'hole' | 'known'): void;
  /** Reads the plate back. Drawn at once: the next frame's passes may follow before it resolves. @throws Error when it cannot be read */
  read(): Promise<PlateCopy>;
  /** The plate is what was read of one before, also of another device. */
  write(copy: PlateCopy): void;
  /** Bytes of GPU memory that the plate holds. */
  bytes(): number;
}
