// The messages between the engine and the code that cloaks a whole film. Types only.

/** To the engine: a frame, transferred. The next one may follow before the answer, but not the one after it. */
export interface ToFilmTap {
  frame: VideoFrame;
  /** Whether the cloaked picture is wanted. If not, the frame is only there to learn from. */
  wanted: boolean;
}

/** From the engine, once per frame, in their order. */
export type FromFilmTap =
  /** The cloaked picture, transferred, with the frame's own timestamp. `kept`: how many people are visible in it. */
  | { kind: 'picture'; picture: VideoFrame; kept: number }
  /** The engine has learned from the frame. */
  | { kind: 'seen' }
  /** The frame could not be cloaked: a sentence. */
  | { kind: 'failed'; sentence: string };
