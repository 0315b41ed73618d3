// A track of the pictures that the engine shows, for calls and for a window of its own.
import { VanishError } from '../vanish-error.ts';

export interface OutputTrack {
  track: MediaStreamTrack;
  /** What the engine is to write to (`Engine.output`); absent where the track follows the canvas by itself. */
  frames?: WritableStream<VideoFrame>;
}

/**
 * Of the engine's frames where the browser makes tracks of frames, which goes on in a hidden tab; else of the canvas.
 * @param canvas the engine's
 * @throws VanishError (`unsupported`) when the browser can do neither
 */
export function openOutputTrack(canvas: HTMLCanvasElement): OutputTrack {
  if (typeof MediaStreamTrackGenerator !== 'undefined') {
    const generator = new MediaStreamTrackGenerator({ kind: 'video' });
    return { track: generator, frames: generator.writable };
  }
  const [track] = canvas.captureStream().getVideoTracks();
  if (!track) throw new VanishError('unsupported', 'This browser makes no track of a picture.');
  return { track };
}
