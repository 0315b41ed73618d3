// A track of the pictures that the engine shows, for calls and for a separate window.
import { VanishError } from '../vanish-error.ts';

export interface OutputTrack {
  track: MediaStreamTrack;
  /** The stream that the engine writes to (`Engine.output`); absent if the track captures the canvas. */
  frames?: WritableStream<VideoFrame>;
}

/**
 * Opens a track of the engine's frames where the browser can generate tracks, since that works in a hidden tab.
 * Otherwise the track captures the canvas.
 * @param canvas the engine's
 * @throws VanishError (`unsupported`) if the browser can do neither
 */
export function openOutputTrack(canvas: HTMLCanvasElement): OutputTrack {
  if (typeof MediaStreamTrackGenerator !== 'undefined') {
    const generator = new MediaStreamTrackGenerator({ kind: 'video' });
    return { track: generator, frames: generator.writable };
  }
  const [track] = canvas.captureStream().getVideoTracks();
  if (!track)
    throw new VanishError('unsupported', 'This browser cannot make a track of a picture.');
  return { track };
}
