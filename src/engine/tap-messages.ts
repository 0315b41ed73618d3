// What goes through the port between the engine and whoever records its picture. Types only.

/** From the engine. */
export type FromTap =
  /** A cloaked picture, transferred. `wall` is when the camera took it, ms since 1970; `kept`: so many people show in it. */
  | { kind: 'frame'; frame: VideoFrame; wall: number; kept: number }
  /** A picture was left out, because too many are waiting. */
  | { kind: 'lost' }
  /** No more follow. */
  | { kind: 'end' };

/** To the engine: a picture was dealt with. */
export interface ToTap {
  kind: 'taken';
}
