// Types of browser features that TypeScript's libraries do not have: Chromium's frame-wise access to tracks, and what a
// camera adjusts by itself. Declarations only; whether a browser really has them is checked at run time.

/** https://w3c.github.io/mediacapture-transform/ */
interface MediaStreamTrackProcessor<Data = VideoFrame> {
  readonly readable: ReadableStream<Data>;
}
declare const MediaStreamTrackProcessor:
  | (new (init: {
      track: MediaStreamTrack;
      /** Frames buffered while nobody reads; older ones are closed. */
      maxBufferSize?: number;
    }) => MediaStreamTrackProcessor)
  | undefined;

/** A track made of the frames written to it. Non-standard; Chromium has it. */
interface MediaStreamTrackGenerator<Data = VideoFrame> extends MediaStreamTrack {
  readonly writable: WritableStream<Data>;
}
declare const MediaStreamTrackGenerator:
  (new (init: { kind: 'video' }) => MediaStreamTrackGenerator) | undefined;

/**
 * From https://www.w3.org/TR/image-capture/: how a camera adjusts itself ('manual' or 'continuous' where it has a
 * choice), and the current values, in the camera's own units.
 */
interface CameraModes {
  exposureMode?: string;
  whiteBalanceMode?: string;
  focusMode?: string;
}
interface CameraValues {
  exposureTime?: number;
  iso?: number;
  colorTemperature?: number;
  focusDistance?: number;
}
interface MediaTrackSettings extends CameraModes, CameraValues {
  /** https://w3c.github.io/mediacapture-extensions/#face-framing */
  faceFraming?: boolean;
}
interface MediaTrackConstraintSet extends CameraModes, CameraValues {
  faceFraming?: ConstrainBoolean;
}
interface MediaTrackCapabilities
  extends
    Partial<Record<keyof CameraModes, string[]>>,
    Partial<Record<keyof CameraValues, { min: number; max: number; step: number }>> {
  faceFraming?: boolean[];
}

/** https://wicg.github.io/performance-measure-memory/ */
interface Performance {
  measureUserAgentSpecificMemory(): Promise<{ bytes: number }>;
}

/**
 * https://www.w3.org/TR/webcodecs/#videoframe-interface; absent in browsers that rotate frames when decoding.
 */
interface VideoFrame {
  /** Degrees clockwise. */
  readonly rotation?: number;
  /** Mirrored left to right, after the rotation. */
  readonly flip?: boolean;
}
