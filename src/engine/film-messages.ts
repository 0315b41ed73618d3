// What goes through the port between the engine and whoever cloaks a whole film. Types only.

/** To the engine: a frame, transferred. The next follows when this one was answered. */
export interface ToFilmTap {
  frame: VideoFrame;
  /** Whether the cloaked picture is wanted, or the frame is only shown to be learned from. */
  wanted: boolean;
}

/** From the engine, for every frame. */
export type FromFilmTap =
  /** The cloaked picture, transferred; with the frame's own timestamp. `kept`: so many people show in it. */
  | { kind: 'picture'; picture: VideoFrame; kept: number }
  /** It was learned from. */
  | { kind: 'seen' }
  /** There is no cloaked picture of it: a sentence. */
  | { kind: 'failed'; sentence: string };
