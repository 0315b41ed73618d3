// What the watch says of the room in a frame, and what the plate at full size is to do. Types only.
import type { Rect } from '../../frame/geometry.ts';
import type { Carry, FrameLight, HideMap, Observation } from '../plate.ts';
import type { Zone } from '../zones.ts';
import type { Survey } from './survey.ts';

/** What the room is in a frame. */
export interface RoomView extends Survey {
  /** The frame shows nothing of the room: nothing is learnt, and the plate is shown everywhere. */
  isBlind: boolean;
  /** Something of the room was seen for the first time, or is another than it was. */
  isNews: boolean;
  /** Set when the plate is to be forgotten: why, as a sentence. */
  forgotten?: string;
  /** What is to be done with the plate before it is shown, in this order. */
  carries: { light: FrameLight; carry: Carry }[];
  /** Parts of the frame that are to be forgotten after that: the plate knows a thing there that goes. Absent: none. */
  forgetIn?: readonly Rect[];
  /** Against the plate after that. */
  light: FrameLight;
  observation: Observation;
  /** What is hidden beside the hole. */
  hide: HideMap;
  /** The zones where this frame shows what was in them: others where the camera moved, or the very same. */
  zones: readonly Zone[];
}
