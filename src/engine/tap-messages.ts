// The messages between the engine and the code that records its picture. Types only.

/** From the engine. */
export type FromTap =
  /**
   * A cloaked picture, transferred. `wall` is when the camera took it, ms since 1970. `kept` is how many people are
   * visible.
   */
  | { kind: 'frame'; frame: VideoFrame; wall: number; kept: number }
  /** A picture was dropped because too many are waiting. */
  | { kind: 'lost' }
  /** No more follow. */
  | { kind: 'end' };

/** To the engine: a picture has been handled. */
export interface ToTap {
  kind: 'taken';
}
