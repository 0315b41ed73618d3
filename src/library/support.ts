// Checks whether this browser supports what the cloak needs.
import { VanishError } from '../vanish-error.ts';

/** Names as a sentence lists them. Each check runs on demand, so that tests can remove a feature. */
const NEEDS: Record<string, () => boolean> = {
  'a secure page (HTTPS or localhost)': () => globalThis.isSecureContext,
  'WebCodecs’ VideoFrame': () => typeof VideoFrame !== 'undefined',
  OffscreenCanvas: () =>
    typeof OffscreenCanvas !== 'undefined' &&
    typeof HTMLCanvasElement !== 'undefined' &&
    'transferControlToOffscreen' in HTMLCanvasElement.prototype,
  Worker: () => typeof Worker !== 'undefined',
  WebAssembly: () => typeof WebAssembly !== 'undefined',
};

/** Needed only to make a track. */
const TRACK_NEEDS: typeof NEEDS = {
  'tracks of frames or of a canvas': () =>
    typeof MediaStreamTrackGenerator !== 'undefined' ||
    (typeof HTMLCanvasElement !== 'undefined' && 'captureStream' in HTMLCanvasElement.prototype),
};

/** @param makesTrack whether the result is a track, rather than frames @returns names of what is missing */
export function missing(makesTrack = true): string[] {
  const needs = { ...NEEDS, ...(makesTrack && TRACK_NEEDS) };
  return Object.keys(needs).filter((name) => !needs[name]!());
}

/** @throws VanishError (`unsupported`) that names what is missing */
export function requireSupport(makesTrack = true): void {
  const names = missing(makesTrack);
  if (names.length === 0) return;
  const sentence = `This browser lacks what the cloak needs: ${names.join(', ')}.`;
  throw new VanishError('unsupported', sentence);
}
