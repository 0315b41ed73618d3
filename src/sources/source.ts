// What the page knows about a source of frames, whatever it is. How each kind is opened stands in
// camera.ts and video.ts.
import type { CameraLock } from './camera-lock.ts';
import type { Problem } from './problem.ts';

export type SourceKind = 'camera' | 'file' | 'demo';

/** Takes frames; the engine is one. */
export interface FrameSink {
  /** True while a frame handed in by `show` is being worked on. */
  readonly busy: boolean;
  /** Takes over the frame and closes it. */
  show(frame: VideoFrame): void;
  /** Takes over a live track's frames. */
  attach(frames: ReadableStream<VideoFrame>): void;
  /** Takes every frame of a film from the port, one after the other (engine/film-messages.ts). */
  attachFilm(port: MessagePort): void;
}

/** Who made a clip, and under which licence, as its licence asks to be told. */
export interface Credit {
  text: string;
  url: string;
}

export interface Source {
  readonly kind: SourceKind;
  /** How sentences name it: "the camera", "the demo", a file's name in quotes. */
  readonly title: string;
  readonly credit?: Credit;
  /** What plays, where it is a file that the person opened. */
  readonly file?: File;
  /** Which camera it is. */
  readonly deviceId?: string;
  /** Of a camera that lets exposure, white balance or focus be locked. */
  readonly lock?: CameraLock;
  /** Whether the browser says that a camera's picture is held back: by a switch, a shutter or the system. */
  readonly isMuted?: boolean;
  /** Frames come as somebody takes them: none for a while is no fault. */
  readonly hasOwnPace?: boolean;
  /** Starts handing frames to the sink; again, when another engine took over from one that broke. */
  feed(sink: FrameSink): void;
  /** Releases the camera or the file. No frame and no `onLost` follow. */
  stop(): void;
}

export interface OpenOptions {
  /** Called when the source ends by itself, for example when a camera is unplugged. */
  onLost: (problem: Problem) => void;
}
