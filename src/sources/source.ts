// What the page knows about any source of frames. camera.ts and video.ts open the different kinds.
import type { CameraEffects } from './camera-effects.ts';
import type { CameraLock } from './camera-lock.ts';
import type { Problem } from './problem.ts';

export type SourceKind = 'camera' | 'file' | 'demo';

/** Receives frames, as the engine does. */
export interface FrameSink {
  /** True while it is working on a frame from `show`. */
  readonly busy: boolean;
  /** Takes ownership of the frame and closes it. */
  show(frame: VideoFrame): void;
  /** Takes ownership of a live track's frames. */
  attach(frames: ReadableStream<VideoFrame>): void;
  /** Takes every frame of a film from the port, one after the other (engine/film-messages.ts). */
  attachFilm(port: MessagePort): void;
}

/** Who made a clip, and under which licence, as the licence requires. */
export interface Credit {
  text: string;
  url: string;
}

export interface Source {
  readonly kind: SourceKind;
  /** What to call it in sentences: "the camera", "the demo", a file's name in quotes. */
  readonly title: string;
  readonly credit?: Credit;
  /** The file that plays, if the user opened one. */
  readonly file?: File;
  /** Which camera it is. */
  readonly deviceId?: string;
  /** For a camera whose exposure, white balance or focus can be locked. */
  readonly lock?: CameraLock;
  /** For a camera: what it does to its picture itself. */
  readonly effects?: Pick<CameraEffects, 'active' | 'follow'>;
  /** Whether the browser says that the camera's picture is blocked: by a switch, a shutter or the system. */
  readonly isMuted?: boolean;
  /** Whether frames come at the consumer's pace: a gap is no fault. */
  readonly hasOwnPace?: boolean;
  /** Starts to hand frames to the sink. Called again when another engine replaces one that broke. */
  feed(sink: FrameSink): void;
  /**
   * Releases the camera or the file. No frame and no `onLost` follow.
   * @param because a sentence, if the user did not stop it
   */
  stop(because?: string): void;
}

export interface OpenOptions {
  /** Called when the source ends by itself, for example when a camera is unplugged. */
  onLost: (problem: Problem) => void;
}
