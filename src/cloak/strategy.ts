// How a frame's hole is found and filled. There are three: the network finds the person itself (finding-itself.ts), the
// fill is made frame by frame (frame-by-frame.ts), or the room is remembered (remembering.ts). Types only.
import type { KeptMap } from '../segmentation/following.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import type { Look } from './passes.ts';
import type { Settings } from './settings.ts';
import type { RunStage } from './stage-times.ts';
import type { ThingMap } from './things/things.ts';
import type { Zone } from './zones.ts';

/** A frame, and what is wanted of it. */
export interface Turn {
  frame: VideoFrame;
  /** The mask over time, with things that go; of people there is nobody for a strategy that does not ask for them. */
  person: PersonMask;
  /** Where things are that go; absent: nowhere. */
  things?: ThingMap;
  /** Where people show who are kept in the picture; absent: nobody is. */
  kept?: KeptMap;
  /** 1 in the pixels of the small picture where the remembered room shows somebody; absent: nowhere. */
  mistaken?: Uint8Array;
  settings: Settings;
  /** Those of the settings, carried along with the camera. */
  zones: readonly Zone[];
  /** Since the frame before, s. */
  seconds: number;
  stage: RunStage;
  /** Waits for the passes of the frame before, and takes this one in. Before any pass, and after all else. */
  takeIn: () => Promise<void>;
}

export interface Strategy {
  /** Everything up to the composition. @returns whether the generator ran */
  run(turn: Turn): Promise<boolean>;
  /** Composes the picture of the frame that was run last, or draws its hole's alpha. */
  draw(look: Look | 'hole'): void;
  /** Other frames follow that are not given to it: it keeps no fill meanwhile. */
  leave(): void;
}
