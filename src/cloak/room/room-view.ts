// What the watch finds out about the room in a frame, and what the full-size plate has to do. Types only.
import type { Rect } from '../../frame/geometry.ts';
import type { Carry, FrameLight, HideMap, Observation } from '../plate.ts';
import type { Zone } from '../zones.ts';
import type { Survey } from './survey.ts';

/** The state of the room in a frame. */
export interface RoomView extends Survey {
  /** The frame shows nothing of the room: nothing is learned, and the plate is shown everywhere. */
  isBlind: boolean;
  /** Part of the room was seen for the first time, or has changed. */
  isNews: boolean;
  /** Set when the plate must be forgotten: the reason, as a sentence. */
  forgotten?: string;
  /** What to do with the plate before it is shown, in this order. */
  carries: { light: FrameLight; carry: Carry }[];
  /** Parts of the frame to forget after that: the plate shows a removed thing there. Absent: none. */
  forgetIn?: readonly Rect[];
  /** Relative to the plate after all of that. */
  light: FrameLight;
  observation: Observation;
  /** What to hide besides the hole. */
  hide: HideMap;
  /** The zones, moved with the camera; the same array if the camera did not move. */
  zones: readonly Zone[];
}
