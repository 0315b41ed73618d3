// The image passes that the pipeline calls. There are three implementations: WGSL (webgpu/) for the WebGPU tier; for
// both lower tiers WebGL 2 (webgl/), or the CPU (cpu/) where WebGL would run in software.
import type { Network } from '../models/network.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import type { Fill, FillPlace } from './fill.ts';
import type { Rect } from '../frame/geometry.ts';
import type { Carry, FrameLight, HideMap, Observation, PlateCopy } from './plate.ts';
import * as codes from './picture-codes.ts';
import type { View } from './settings.ts';
import type { Way } from '../models/way.ts';

export interface DisplayOptions {
  view: View;
  /** Position of the split view's handle, a share of the width. */
  split: number;
  /** False shows the frame unchanged. */
  cloak: boolean;
}

/**
 * Grey level, 0..1, that covers the canvas where nothing may be shown; the shaders also use it where the plate was
 * never seen.
 */
export const COVER = 0.06;

const VIEWS: Readonly<Record<View, number>> = {
  cloaked: codes.VIEW_CLOAKED,
  split: codes.VIEW_SPLIT,
  mask: codes.VIEW_MASK,
  plate: codes.VIEW_PLATE,
  confidence: codes.VIEW_CONFIDENCE,
};

/** The shaders' code for what to draw: a view, the hole's alpha, the plate's confidence, or the plate itself. */
export function pictureCode(look: DisplayOptions | 'hole' | 'known' | 'all'): number {
  if (look === 'hole') return codes.VIEW_HOLE;
  if (look === 'known') return codes.VIEW_KNOWN;
  if (look === 'all') return codes.VIEW_ALL;
  return look.cloak ? VIEWS[look.view] : codes.VIEW_FRAME;
}

/** The compose shaders' code for whose alpha counts. */
export function alphaCode({ findsPerson, givesMatte }: Way): number {
  if (findsPerson) return codes.ALPHA_OF_MATTE;
  return givesMatte ? codes.ALPHA_OF_BOTH : codes.ALPHA_OF_HOLE;
}

/** The generator's input, held by the passes. */
export type Input = FillPlace;

/** The known room at frame size, as input for the texture stage. */
export interface RoomPicture extends FillPlace {
  /** px */
  width: number;
  height: number;
  /**
   * [height, width, 4]. RGB: the room in the frame's light where it is known, the fill elsewhere. A: 255 known, 128
   * known but not to be copied from (right beside the hole), 0 not known.
   */
  data: Uint8ClampedArray<ArrayBuffer>;
}

/** The inputs of the hole stage. */
export interface HoleInputs {
  mask: PersonMask;
  /** How far the mask grows, a share of the frame's longest side. */
  margin: number;
  hide?: HideMap;
  /** px */
  frameWidth: number;
  frameHeight: number;
}

export interface Passes {
  /**
   * Uploads a frame; the passes below work on it until the next one. It stays the caller's, and must stay open until
   * then.
   */
  begin(frame: VideoFrame): Promise<void> | void;
  /**
   * Makes the hole: grows the person mask and feathers it outwards.
   * @param margin how far it grows, a share of the frame's longest side
   * @param hide what to hide besides the person
   */
  hole(mask: PersonMask, margin: number, hide?: HideMap): void;
  /**
   * Cuts the crop out of the frame and makes the generator's input from it. Its hole is the one that `hole` made
   * last; a variant that finds the person itself has none.
   * @returns what the input covers; valid until the next cut, of the frame or of the plate
   */
  cut(crop: Rect): Input;
  /**
   * Runs the generator on the current input. Its output is the fill of the crop, possibly with a matte.
   * @param refines whether the refiner, if there is one, processes the output
   * @param quickly whether the stand-in for a slow generator answers instead
   * @returns owned by the caller, who releases it
   */
  generate(input: Input, refines: boolean, quickly?: boolean): Promise<Fill>;
  /** Whether the generator is so slow that no frame may wait for it. */
  readonly isSlow: boolean;
  /**
   * Reads back what the frame shows of the room, with the fill in its hole. It is drawn immediately: the next frame's
   * passes may follow before the promise resolves.
   */
  readRoom(fill: Fill): Promise<RoomPicture>;
  /**
   * Uploads a picture as a fill, for variants without a matte. @returns owned by the caller, who releases it
   */
  fillFrom(picture: RoomPicture): Fill;
  /**
   * Draws the picture with the fill in the frame's hole, or the hole's alpha in grey (as `hole` made it, without any
   * matte). Without a fill the hole is black; a look without the cloak shows the frame.
   * @param coversHole covers the hole with one plain colour, whatever the fill is. Default: no
   */
  compose(look: DisplayOptions | 'hole', fill?: Fill, coversHole?: boolean): void;
  /**
   * Covers the whole canvas with one plain colour. Needs no frame.
   * @param size of the canvas, px; default: unchanged
   */
  cover(size?: { width: number; height: number }): void;
  /**
   * Switches to another generator, which runs in the same tier. The old one is no longer used; what is known of the
   * room stays.
   */
  setGenerator(generator: Network, way: Way): void;
  /** The clean plate. */
  plate: PlatePasses;
  /** Resolves with the cause when the graphics device or context is lost; nothing is drawn after that. */
  readonly lost: Promise<string>;
  /** Resolves when all passes so far are done. @throws Error if the device is lost */
  finished(): Promise<void>;
  /** The generator's input as `cut` left it: [height, width, channels] in the card's range. */
  readInput(): Promise<Float32Array>;
  /** How many fills have not been released; for tests. */
  readonly fillCount: number;
  dispose(): void;
}

/**
 * The clean plate at frame size. The passes of a frame, in order: `carry` and `setLight`, `forgetIn`, `hole` (above),
 * `observe`; if the generator is needed, `cut`, `generate` (above) and `observe` again; then `reveal`.
 */
export interface PlatePasses {
  /** Forgets everything. */
  forget(): void;
  /** Forgets these parts. */
  forgetIn(parts: readonly Rect[]): void;
  /** Sets how the frame's light differs from the plate's, for all that follows. */
  setLight(light: FrameLight): void;
  /** Warps and relights the whole plate to match the frame. */
  carry(carry: Carry): void;
  /**
   * Learns from the frame: outside the hole what is visible, inside it the fill where nothing else is known.
   * @param fill made from this plate's `cut`, since the last `carry`
   * @param rate share by which earlier guesses move towards the fill, 0..1. Default: 0
   */
  observe(observation: Observation, fill?: Fill, rate?: number): void;
  /**
   * Like `Passes.readRoom`, with all that was ever seen: only what the frame's hole hides and the plate lacks is
   * unknown.
   */
  readRoom(fill: Fill): Promise<RoomPicture>;
  /** Like `Passes.cut`, but from the known room: its hole is what was never seen. */
  cut(crop: Rect): Input;
  /** Draws the picture with the plate in its hole, the hole's alpha, or the plate's confidence in grey. */
  reveal(look: DisplayOptions | 'hole' | 'known'): void;
  /**
   * Reads the plate back. It is drawn immediately: the next frame's passes may follow before the promise resolves.
   * @throws Error when it cannot be read
   */
  read(): Promise<PlateCopy>;
  /** Restores the plate from a copy, which may come from another device. */
  write(copy: PlateCopy): void;
  /** GPU memory that the plate holds, bytes. */
  bytes(): number;
}
