// How a frame's hole is found and filled. There are three strategies: the network finds the person itself
// (finding-itself.ts), the fill is made frame by frame (frame-by-frame.ts), or the room is remembered
// (remembering.ts). Types only.
import type { KeptMap } from '../segmentation/following.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import type { DisplayOptions } from './passes.ts';
import type { Settings } from './settings.ts';
import type { RunStage } from './stage-times.ts';
import type { ThingMap } from './things/things.ts';
import type { Zone } from './zones.ts';

/** A frame, and what to do with it. */
export interface Turn {
  frame: VideoFrame;
  /**
   * The temporally filtered mask, including removed things. It holds no people for a strategy that does not ask for
   * them.
   */
  person: PersonMask;
  /** Where removed things are; absent: nowhere. */
  things?: ThingMap;
  /** Where people who are kept in the picture are; absent: nobody is kept. */
  kept?: KeptMap;
  /** 1 in the pixels of the small picture where the remembered room shows somebody; absent: nowhere. */
  mistaken?: Uint8Array;
  settings: Settings;
  /** The zones of the settings, moved with the camera. */
  zones: readonly Zone[];
  /** s since the last frame. */
  seconds: number;
  stage: RunStage;
  /**
   * Waits for the last frame's passes, then uploads this frame. Call it before the first pass, after all other work.
   */
  takeIn: () => Promise<void>;
}

export interface Strategy {
  /** Runs everything up to the composition. @returns whether the generator ran */
  run(turn: Turn): Promise<boolean>;
  /** Composes the picture of the last frame, or draws its hole's alpha. */
  draw(look: DisplayOptions | 'hole'): void;
  /** The next frames go to another strategy: releases its fills. */
  leave(): void;
}
